using System.Reflection;
using static TorchSharp.torch;

namespace SweepRunner.Torch.Tests.Surface;

/// <summary>
/// The product's source compiles against TorchSharp as well, so what is public here must be there under the same name: <c>names.txt</c> has, of each
/// type that is offered, the names that TorchSharp 0.106 has and that are offered. A new one goes in only when TorchSharp has it.
/// </summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void PublicNames_AreThoseThatTorchSharpHas()
    {
        var expected = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Surface/names.txt"));

        Assert.Equal(string.Join('\n', expected), string.Join('\n', Names()));
    }

    private static IEnumerable<string> Names() => typeof(Tensor).Assembly.GetExportedTypes()
        .OrderBy(type => type.FullName, StringComparer.Ordinal)
        .Select(type => $"{type.FullName}: {string.Join(' ', Members(type))}".TrimEnd());

    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
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
