using TorchSharp.Native;
using TorchSharp.Serialization;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements as bytes, in place.</summary>
        /// <exception cref="InvalidOperationException">The tensor is not on the CPU or not contiguous.</exception>
        public Span<byte> bytes
        {
            get => RawBytes();
            set
            {
                var target = RawBytes();
                if (value.Length != target.Length)
                    throw new ArgumentException($"The tensor holds {target.Length} bytes, not {value.Length}.");
                value.CopyTo(target);
            }
        }

        /// <summary>The elements on the CPU; of a tensor that lives there it is the tensor's own memory.</summary>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            RequireType<T>(dtype);
            return new TensorAccessor<T>(this);
        }

        /// <summary>Reads a tensor that <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/> wrote.</summary>
        public static Tensor Load(BinaryReader reader) => TensorSerialization.Read(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var stream = File.OpenRead(location);
            return Load(stream);
        }

        public void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            if (is_cpu() && is_contiguous())
            {
                stream.ReadExactly(RawBytes());
                return;
            }
            using var here = LocalCopy();
            stream.ReadExactly(here.RawBytes());
            using var guard = no_grad();
            Operators.CopyInPlace.Invoke(this, here);
        }

        public void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            using var here = LocalCopy();
            stream.Write(here.RawBytes());
        }

        internal unsafe Span<byte> RawBytes()
        {
            var description = Describe();
            if (description.Device != (int)DeviceType.CPU || description.IsContiguous == 0)
                throw new InvalidOperationException("Only a contiguous tensor on the CPU has bytes that can be reached.");
            return new Span<byte>(description.Data, checked((int)(description.Elements * ((ScalarType)description.Type).ElementSize())));
        }
    }
}
