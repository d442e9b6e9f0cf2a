using System.Reflection;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Surface;

/// <summary>
/// The product's source compiles against TorchSharp as well, so what src/Torch offers must be there under the same name: <c>names.txt</c> has, of
/// each type that is offered, the names that are offered. A new one goes in only when TorchSharp 0.106 has it.
/// </summary>
public sealed class PublicSurfaceTests
{
    internal static IReadOnlyList<string> Listed { get; } = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface/names.txt"));

    [Fact]
    public void ListedNames_AreAllThere()
    {
        var there = Names(inherited: true).SelectMany(Each);

        Assert.Empty(Listed.SelectMany(Each).Except(there, StringComparer.Ordinal));
    }

    /// <summary>The public types of the provider in use, each with its public and protected members' names.</summary>
    /// <param name="inherited">Whether a type has its base's members too: what one provider overrides the other inherits.</param>
    internal static IEnumerable<string> Names(bool inherited) => typeof(Tensor).Assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => $"{type.FullName}: {string.Join(' ', Members(type, inherited ? 0 : BindingFlags.DeclaredOnly))}".TrimEnd());

    // The type, and the type with each of its members.
    private static IEnumerable<string> Each(string line)
    {
        var (type, members) = (line[..line.IndexOf(':', StringComparison.Ordinal)], line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]);
        return members.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(member => $"{type}.{member}").Prepend(type);
    }

    private static IEnumerable<string> Members(Type type, BindingFlags depth) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | depth)
        .Where(IsVisible)
        .Select(member => member.Name)
        .Distinct()
        .Order(StringComparer.Ordinal);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName,
        MethodBase method => IsOpen(method) && !(method.IsSpecialName && IsAccessor(method.Name)) && method.Name != "Finalize",
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsOpen),
        _ => false,
    };

    private static bool IsAccessor(string name) => name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal);

    private static bool IsOpen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
