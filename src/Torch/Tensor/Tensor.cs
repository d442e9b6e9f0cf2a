namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An array of numbers in libtorch. It is released by <see cref="Dispose()"/>, by the scope in which it was made, or by the garbage collector.
    /// Each method answers a new object, in-place ones too, which shares the elements with the one it was called on.
    /// </summary>
    public partial class Tensor : IDisposable
    {
        private TensorHandle owned;

        internal Tensor(nint tensor, bool register = true)
        {
            owned = new TensorHandle(tensor);
            if (register)
                DisposeScopeManager.Current?.Add(this);
        }

        internal Tensor(TensorHandle handle) => owned = handle;

        /// <summary>How many tensors are alive, over all threads.</summary>
        public static long TotalCount => TensorHandle.Live;

        /// <summary>The most that were ever alive at once.</summary>
        public static long PeakCount => TensorHandle.Peak;

        /// <exception cref="InvalidOperationException">The tensor was disposed.</exception>
        public IntPtr Handle => owned.Tensor is var tensor and not 0 ? tensor : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public bool IsInvalid => owned.IsInvalid;

        internal DisposeScope? OwningDisposeScope { get; set; }

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Takes the tensor out of every scope: only <see cref="Dispose()"/> or the garbage collector releases it from now on.</summary>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(Tensor other) => MoveToOtherDisposeScope(other.OwningDisposeScope);

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (OwningDisposeScope is null && other is not null)
                other.Attach(this);
            else
                OwningDisposeScope?.MoveToOther(other, this);
            return this;
        }

        protected virtual void Dispose(bool disposing)
        {
            if (!disposing)
                return;
            owned.Dispose();
            OwningDisposeScope?.MarkAsDisposed(this);
        }

        /// <summary>Empties this tensor and hands its handle to another object, in the same scope.</summary>
        private protected static TensorHandle MoveHandle(Tensor from)
        {
            _ = from.Handle;
            var handle = from.owned;
            from.owned = new TensorHandle();
            return handle;
        }
    }
}
