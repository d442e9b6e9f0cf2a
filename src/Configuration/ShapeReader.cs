using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace SweepRunner.Configuration;

/// <summary>Reads the shape of a config type from its serializer metadata and validation attributes.</summary>
public static class ShapeReader
{
    /// <summary>The shape of a config type.</summary>
    /// <exception cref="NotSupportedException">A member has a type that configs do not support.</exception>
    public static ObjectShape Read<T>() => Read(typeof(T));

    /// <summary>The shape of a config type.</summary>
    /// <exception cref="NotSupportedException">A member has a type that configs do not support.</exception>
    /// <exception cref="InsufficientExecutionStackException">The type contains itself.</exception>
    public static ObjectShape Read(Type type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var defaults = Activator.CreateInstance(type)!;
        var keys = ConfigJson.Options.GetTypeInfo(type).Properties
            // The others are ignored, computed, or of no name.
            .Where(property => property is { Get: not null, Set: not null, IsExtensionData: false })
            .Select(property => ReadKey(property, defaults));
        return new ObjectShape([.. keys], type.GetCustomAttribute<ValueIsShortForAttribute>()?.Key);
    }

    /// <summary>The shape of a config type with an <see cref="AlternativesAttribute"/>.</summary>
    /// <exception cref="NotSupportedException">A member has a type that configs do not support.</exception>
    public static AlternativesShape ReadAlternatives<T>() =>
        (AlternativesShape)ReadValue(typeof(T), typeof(T));

    private static KeyShape ReadKey(JsonPropertyInfo property, object defaults)
    {
        var value = property.IsRequired ? null : property.Get!(defaults);
        var absent = value is null
            ? null
            : JsonSerializer.SerializeToNode(value, property.PropertyType, ConfigJson.Options);
        var shape = property.CustomConverter is null
            ? ReadValue(property.PropertyType, property.AttributeProvider)
            : ReadFree(property.AttributeProvider);
        if (shape is UnionShape union)
            shape = union with
            {
                Noun = property.Name,
                DefaultCase = absent?[UnionShape.Discriminator]?.GetValue<string>(),
            };
        return new KeyShape(property.Name, shape, property.IsRequired, absent, Description(property.AttributeProvider));
    }

    private static ValueShape ReadValue(Type declared, ICustomAttributeProvider? attributes)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(bool))
            return new FlagShape();
        if (type == typeof(string))
            return ReadText(attributes);
        if (type == typeof(int))
            return ReadNumber(attributes, int.MinValue, int.MaxValue, isInteger: true);
        if (type == typeof(long))
            return ReadNumber(attributes, long.MinValue, long.MaxValue, isInteger: true);
        if (type == typeof(double))
            return ReadNumber(attributes, double.MinValue, double.MaxValue, isInteger: false);
        if (type == typeof(JsonObject))
            return new AnyShape([], IsObject: true);
        if (AlternativesAttribute.Of(type) is { } either)
            return new AlternativesShape(either.Key, Read(either.With), Read(either.Without));

        return ConfigJson.Options.GetTypeInfo(type) switch
        {
            { PolymorphismOptions.DerivedTypes: { } cases } => new UnionShape(
                "",
                cases.ToDictionary(each => (string)each.TypeDiscriminator!, each => Read(each.DerivedType)),
                null),
            { Kind: JsonTypeInfoKind.Object } when HasDefault(type) => Read(type),
            { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } when item != typeof(JsonElement) =>
                new ListShape(ReadValue(item, attributes), Find<MinLengthAttribute>(attributes)?.Length ?? 0),
            { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } value } when value == typeof(string) =>
                new MapShape(ReadValue(value, null)),
            { Kind: JsonTypeInfoKind.Dictionary or JsonTypeInfoKind.Enumerable } => ReadFree(attributes),
            // The owner of the converter knows the shape.
            { Kind: JsonTypeInfoKind.None } when type.IsDefined(typeof(JsonConverterAttribute)) => ReadFree(attributes),
            _ => throw new NotSupportedException(
                $"{Name(attributes)} is a {type.Name}; a key can be a bool, int, long, double, string, a record of "
                    + "such properties with defaults, or a list of these."),
        };
    }

    private static bool HasDefault(Type type) => type.IsValueType || type.GetConstructor(Type.EmptyTypes) is not null;

    private static string Name(ICustomAttributeProvider? attributes) =>
        attributes is MemberInfo member ? $"{member.DeclaringType!.Name}.{member.Name}" : "It";

    private static FreeShape ReadFree(ICustomAttributeProvider? attributes) =>
        new(Description(attributes) ?? "a value");

    private static NumberShape ReadNumber(
        ICustomAttributeProvider? attributes, double least, double most, bool isInteger)
    {
        var range = Find<RangeAttribute>(attributes);
        return range is null
            ? new NumberShape(least, false, most, false, isInteger)
            : new NumberShape(
                Math.Max(least, Convert.ToDouble(range.Minimum)),
                range.MinimumIsExclusive,
                Math.Min(most, Convert.ToDouble(range.Maximum)),
                range.MaximumIsExclusive,
                isInteger);
    }

    private static TextShape ReadText(ICustomAttributeProvider? attributes)
    {
        var names = Find<AllowedValuesAttribute>(attributes)?.Values.Cast<string>().ToList();
        var pattern = Find<RegularExpressionAttribute>(attributes);
        return new TextShape(names, pattern?.Pattern, pattern?.ErrorMessage);
    }

    private static string? Description(ICustomAttributeProvider? attributes) =>
        Find<DescriptionAttribute>(attributes)?.Description;

    private static T? Find<T>(ICustomAttributeProvider? attributes)
        where T : Attribute => attributes?.GetCustomAttributes(typeof(T), inherit: true).OfType<T>().FirstOrDefault();
}
