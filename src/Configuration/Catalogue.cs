using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace SweepRunner.Configuration;

/// <summary>The name under which a config selects a type.</summary>
/// <param name="name">The name, unique within the catalogue.</param>
/// <param name="order">The position in lists of names, unique within the catalogue; a plug-in leaves it out.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CaseAttribute(string name, int order = 0) : Attribute
{
    /// <summary>The name.</summary>
    public string Name => name;

    internal int Order => order;
}

/// <summary>Marks the abstract type of an object that is of one type if it has a certain key, and else of
/// another.</summary>
/// <param name="key">The key.</param>
/// <param name="with">The type of an object with the key.</param>
/// <param name="without">The type of an object without the key.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class AlternativesAttribute(string key, Type with, Type without) : Attribute
{
    internal string Key => key;

    internal Type With => with;

    internal Type Without => without;

    internal static AlternativesAttribute? Of(Type type) => type.GetCustomAttribute<AlternativesAttribute>();
}

/// <summary>Marks the type of an object in whose place the value of one of its keys may stand, short for the object
/// with that key alone.</summary>
/// <param name="key">The key, as written in configs. Its value is a text or a list.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ValueIsShortForAttribute(string key) : Attribute
{
    internal string Key => key;
}

/// <summary>The types that a config selects by name, found in the assembly of their base type.</summary>
public static class Catalogue
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Type>> Known = new();

    /// <summary>The types that implement a base type, by name and in order.</summary>
    /// <exception cref="InvalidOperationException">A type has no <see cref="CaseAttribute"/>, or two types share a name
    /// or a position.</exception>
    public static IReadOnlyDictionary<string, Type> Find(Type baseType) => Known.GetOrAdd(baseType, Scan);

    /// <summary>One instance of each type, by name and in order.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="Find"/>.</exception>
    public static Dictionary<string, T> Create<T>() =>
        Find(typeof(T)).ToDictionary(each => each.Key, each => (T)Activator.CreateInstance(each.Value)!);

    /// <summary>An instance of the type of a name, without its required keys; null where no type has the
    /// name.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="Find"/>.</exception>
    public static T? TryCreate<T>(string? name)
        where T : class =>
        name is not null && Find(typeof(T)).TryGetValue(name, out var type) ? (T)Activator.CreateInstance(type)! : null;

    /// <summary>The name under which a config selects the type of an object.</summary>
    public static string NameOf(object config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.GetType().GetCustomAttribute<CaseAttribute>()?.Name
            ?? throw new ArgumentException($"{config.GetType()} has no [Case].", nameof(config));
    }

    private static OrderedDictionary<string, Type> Scan(Type baseType)
    {
        var found = new OrderedDictionary<string, Type>();
        var cases = baseType.Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true } && type.IsAssignableTo(baseType))
            .Select(type => (Type: type, Case: type.GetCustomAttribute<CaseAttribute>()
                ?? throw new InvalidOperationException($"{type} needs a [Case] with its name.")))
            .OrderBy(each => each.Case.Order)
            .ToList();
        foreach (var (type, named) in cases)
            if (!found.TryAdd(named.Name, type) || cases.Count(each => each.Case.Order == named.Order) > 1)
                throw new InvalidOperationException($"The [Case] of {type} is taken.");
        return found;
    }
}

/// <summary>A number above 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PositiveAttribute : RangeAttribute
{
    /// <summary>Sets the range.</summary>
    public PositiveAttribute()
        : base(0.0, double.MaxValue) => MinimumIsExclusive = true;
}

/// <summary>A number of at least 0.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NonNegativeAttribute() : RangeAttribute(0.0, double.MaxValue);
