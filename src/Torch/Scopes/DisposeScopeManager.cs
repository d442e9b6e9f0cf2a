namespace TorchSharp;

public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScope? current;

    /// <summary>The innermost scope of this thread.</summary>
    internal static DisposeScope? Current => current;

    internal static DisposeScope Open() => current = new DisposeScope(current);

    internal static void Close(DisposeScope scope)
    {
        if (current == scope)
        {
            current = scope.OuterScope;
            return;
        }
        for (var inner = current; inner is not null; inner = inner.OuterScope)
        {
            if (inner.OuterScope != scope)
                continue;
            inner.OuterScope = scope.OuterScope;
            return;
        }
    }
}
