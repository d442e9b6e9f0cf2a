using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>An operator of libtorch, <c>name</c> or <c>name.overload</c> of its <c>aten</c> schema, looked up when it is first called.</summary>
internal sealed unsafe class Operator(string schema)
{
    // Enough for every list of sizes, strides and paddings; a longer list (tensors to concatenate) goes to the heap.
    private const int ScratchLength = 48;
    private const int MaximumResults = 4096;

    private nint found;

    /// <summary>Calls the operator for its one result.</summary>
    /// <exception cref="ExternalException">libtorch refused; the message is its own.</exception>
    internal torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result;
        Run(arguments, &result, 1);
        return new torch.Tensor((nint)result.Bits);
    }

    /// <summary>Calls an operator that answers two tensors.</summary>
    internal (torch.Tensor First, torch.Tensor Second) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc NativeValue[2];
        Run(arguments, results, 2);
        return (new torch.Tensor((nint)results[0].Bits), new torch.Tensor((nint)results[1].Bits));
    }

    /// <summary>Calls an operator that answers a list of tensors.</summary>
    internal torch.Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        var results = new NativeValue[MaximumResults];
        int count;
        fixed (NativeValue* pointer = results)
            count = Run(arguments, pointer, MaximumResults);
        var tensors = new torch.Tensor[count];
        for (var i = 0; i < count; i++)
            tensors[i] = new torch.Tensor((nint)results[i].Bits);
        return tensors;
    }

    /// <summary>Calls the operator for its effect, or for the one value that is not a tensor.</summary>
    internal NativeValue Invoke(params ReadOnlySpan<Argument> arguments)
    {
        NativeValue result = default;
        var count = Run(arguments, &result, 1);
        if (count == 1 && result.Tag == Tag.Tensor)
            NativeMethods.sweep_free((nint)result.Bits);
        return result;
    }

    [SkipLocalsInit]
    private int Run(ReadOnlySpan<Argument> arguments, NativeValue* results, int capacity)
    {
        var values = stackalloc NativeValue[arguments.Length];
        var scratch = stackalloc long[ScratchLength];
        var needed = 0;
        foreach (ref readonly var argument in arguments)
            needed += argument.Length;
        if (needed > ScratchLength)
            return RunOnHeap(arguments, values, results, capacity, needed);
        return Run(arguments, values, scratch, results, capacity);
    }

    private int RunOnHeap(ReadOnlySpan<Argument> arguments, NativeValue* values, NativeValue* results, int capacity, int needed)
    {
        fixed (long* scratch = new long[needed])
            return Run(arguments, values, scratch, results, capacity);
    }

    private int Run(ReadOnlySpan<Argument> arguments, NativeValue* values, long* scratch, NativeValue* results, int capacity)
    {
        for (var i = 0; i < arguments.Length; i++)
            scratch = Marshal(in arguments[i], values + i, scratch);
        var handle = found != 0 ? found : Find();
        var count = NativeMethods.Check(NativeMethods.sweep_call(handle, values, arguments.Length, results, capacity));
        // The finalizer of a tensor must not run while libtorch still reads it.
        foreach (ref readonly var argument in arguments)
            GC.KeepAlive(argument.Reference);
        return count;
    }

    private static long* Marshal(in Argument argument, NativeValue* to, long* scratch)
    {
        to->Tag = argument.Tag;
        to->Bits = argument.Bits;
        switch (argument.Reference)
        {
            case null:
                return scratch;
            case torch.Tensor tensor:
                to->Bits = tensor.Handle;
                return scratch;
            case torch.Generator generator:
                to->Bits = generator.Handle;
                return scratch;
            case byte[] text:
                text.CopyTo(new Span<byte>(scratch, text.Length));
                to->Length = text.Length;
                break;
            case long[] list:
                list.CopyTo(new Span<long>(scratch, list.Length));
                to->Length = list.Length;
                break;
            case double[] list:
                list.CopyTo(new Span<double>(scratch, list.Length));
                to->Length = list.Length;
                break;
            case torch.Tensor?[] list:
                for (var i = 0; i < list.Length; i++)
                    scratch[i] = list[i]?.Handle ?? 0;
                to->Length = list.Length;
                break;
        }
        to->Bits = (long)scratch;
        return scratch + argument.Length;
    }

    /// <summary>Looks the operator up.</summary>
    /// <exception cref="ExternalException">libtorch has none of this name and overload.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal nint Find()
    {
        var dot = schema.IndexOf('.');
        var name = Encoding.UTF8.GetBytes("aten::" + (dot < 0 ? schema : schema[..dot]) + "\0");
        var overload = Encoding.UTF8.GetBytes((dot < 0 ? "" : schema[(dot + 1)..]) + "\0");
        nint handle;
        fixed (byte* namePointer = name, overloadPointer = overload)
            NativeMethods.Check(NativeMethods.sweep_find(namePointer, overloadPointer, &handle));
        return found = handle;
    }
}
