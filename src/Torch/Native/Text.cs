namespace TorchSharp.Native;

/// <summary>The words that operators take as arguments, in UTF-8.</summary>
internal static class Text
{
    internal static readonly byte[] Trunc = [.. "trunc"u8];
    internal static readonly byte[] Floor = [.. "floor"u8];
    internal static readonly byte[] Same = [.. "same"u8];
    internal static readonly byte[] Valid = [.. "valid"u8];
    internal static readonly byte[] Constant = [.. "constant"u8];
    internal static readonly byte[] Reflect = [.. "reflect"u8];
    internal static readonly byte[] Replicate = [.. "replicate"u8];
    internal static readonly byte[] Circular = [.. "circular"u8];
}
