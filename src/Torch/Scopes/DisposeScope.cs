namespace TorchSharp;

/// <summary>Disposes every tensor that was made in it, on the thread that opened it, unless it was moved out.</summary>
public sealed partial class DisposeScope : IDisposable
{
    private HashSet<IDisposable> disposables = new(ReferenceEqualityComparer.Instance);
    private bool isDisposed;

    internal DisposeScope(DisposeScope? outer) => OuterScope = outer;

    public IReadOnlyList<IDisposable> DisposablesView => [.. Open.disposables];

    public int DisposablesCount => Open.disposables.Count;

    internal DisposeScope? OuterScope { get; set; }

    private DisposeScope Open
    {
        get
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return this;
        }
    }

    public bool Contains(IDisposable disposable) => disposables.Contains(disposable);

    public void Attach(IDisposable disposable) => Open.Adopt(disposable);

    public void Attach(params IDisposable[] disposables) => Attach((IEnumerable<IDisposable>)disposables);

    public IReadOnlyList<IDisposable> Attach(IEnumerable<IDisposable> disposables)
    {
        var attached = disposables.ToList();
        attached.ForEach(Open.Adopt);
        return attached;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public void DisposeEverythingBut(IEnumerable<IDisposable> inKeep)
    {
        var before = Open.disposables;
        disposables = inKeep.ToHashSet<IDisposable>(ReferenceEqualityComparer.Instance);
        foreach (var disposable in before)
        {
            if (!disposables.Contains(disposable))
                disposable.Dispose();
        }
    }

    public void DisposeEverythingBut(params IDisposable[] keep) => DisposeEverythingBut((IEnumerable<IDisposable>)keep);

    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut((IEnumerable<IDisposable>)[keep]);
        return keep;
    }

    public void Dispose()
    {
        if (isDisposed)
            return;
        DisposeEverything();
        DisposeScopeManager.Close(this);
        isDisposed = true;
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        Open.disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    /// <summary>Takes in a tensor that has just been made.</summary>
    internal void Add(torch.Tensor tensor)
    {
        disposables.Add(tensor);
        tensor.OwningDisposeScope = this;
    }

    /// <summary>Puts one tensor in the place of another, in whichever scope that one is.</summary>
    internal static void Replace(torch.Tensor original, torch.Tensor replacement)
    {
        if (original.OwningDisposeScope is not { } scope || !scope.disposables.Remove(original))
            return;
        original.OwningDisposeScope = null;
        scope.Add(replacement);
    }

    private void Adopt(IDisposable disposable)
    {
        if (disposable is not torch.Tensor tensor)
            throw new InvalidOperationException("DisposeScope can only manage Tensor or PackedSequence");
        if (tensor.OwningDisposeScope == this)
            return;
        tensor.OwningDisposeScope?.disposables.Remove(tensor);
        Add(tensor);
    }
}
