using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace SweepRunner.Configuration;

/// <summary>Reads the shape of a config type from its serializer metadata and validation attributes.</summary>
public static class ShapeReader
{
    /// <summary>The shape of a config type.</summary>
    /// <exception cref="NotSupportedException">A member has a type that configs do not support.</exception>
    public static ObjectShape Read<T>() => ReadObject(typeof(T));

    /// <summary>The shape of a config type with an <see cref="AlternativesAttribute"/>.</summary>
    /// <exception cref="NotSupportedException">A member has a type that configs do not support.</exception>
    public static AlternativesShape ReadAlternatives<T>() =>
        (AlternativesShape)ReadValue(typeof(T), typeof(T));

    private static ObjectShape ReadObject(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        var keys = ConfigJson.Options.GetTypeInfo(type).Properties
            .Where(property => property.Get is not null) // without a getter: ignored
            .Select(property => ReadKey(property, defaults));
        return new ObjectShape([.. keys], type.GetCustomAttribute<ValueIsShortForAttribute>()?.Key);
    }

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
            return new AlternativesShape(either.Key, ReadObject(either.With), ReadObject(either.Without));

        return ConfigJson.Options.GetTypeInfo(type) switch
        {
            { PolymorphismOptions.DerivedTypes: { } cases } => new UnionShape(
                "",
                cases.ToDictionary(each => (string)each.TypeDiscriminator!, each => ReadObject(each.DerivedType)),
                null),
            { Kind: JsonTypeInfoKind.Object } => ReadObject(type),
            { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } item } when item != typeof(JsonElement) =>
                new ListShape(ReadValue(item, attributes), Find<MinLengthAttribute>(attributes)?.Length ?? 0),
            { Kind: JsonTypeInfoKind.Dictionary, ElementType: { } value } when value == typeof(string) =>
                new MapShape(ReadValue(value, null)),
            { Kind: JsonTypeInfoKind.Dictionary or JsonTypeInfoKind.Enumerable } => ReadFree(attributes),
            _ => throw new NotSupportedException($"No config holds a {type}."),
        };
    }

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
