using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SweepRunner.Experiments.Plugins;

/// <summary>A type whose properties are the options of a network or a data set.</summary>
internal sealed class PluginOptions(Type type)
{
    /// <summary>The keys of the type in a sweep file.</summary>
    /// <exception cref="NotSupportedException">The type cannot hold options. The message is a sentence.</exception>
    public ObjectShape Shape()
    {
        if (type.GetConstructor(Type.EmptyTypes) is null)
            throw new NotSupportedException(
                $"{type.Name} has no public constructor without parameters; write its options as properties, such as "
                    + "'public int Hidden { get; init; } = 128;'.");
        if (type.GetFields(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault() is { } field)
            throw new NotSupportedException(
                $"{type.Name}.{field.Name} is a field; write it as a property, with '{{ get; init; }}'.");
        return ShapeReader.Read(type);
    }

    /// <summary>Creates the type with options that have its shape.</summary>
    /// <exception cref="ValidationException">A validation attribute of another kind than those that the shape has, or
    /// the type's own <see cref="IValidatableObject.Validate"/>, refuses them.</exception>
    public object Create(JsonObject options)
    {
        var created = options.Deserialize(type, ConfigJson.Options)!;
        Validator.ValidateObject(created, new ValidationContext(created), validateAllProperties: true);
        return created;
    }
}
