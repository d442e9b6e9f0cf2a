namespace TorchSharp.Utils;

/// <summary>The name that a field's module, parameter or buffer has in the module's state, where it is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}
