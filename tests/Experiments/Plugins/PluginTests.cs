using System.Security.Cryptography;
using System.Text.Json.Nodes;
using SweepRunner.Configuration;
using SweepRunner.Experiments.Plugins;

namespace SweepRunner.Experiments.Tests.Plugins;

public sealed class PluginTests : IDisposable
{
    private const string Create =
        "public nn.Module<Tensor, Tensor> Create(ImageShape input, int classes) => nn.Flatten();";

    private readonly Compiled _compiled = new();

    public void Dispose() => _compiled.Dispose();

    [Fact]
    public void Load_TypesOfEachKind_AreFoundByTheirNames()
    {
        var plugin = Plugin.Load(_compiled.File($$"""
            public record MyNet : INetwork { {{Create}} }
            [Case("other")] public class Renamed : INetwork { {{Create}} }
            public record Base { public int Hidden { get; init; } = 3; }
            public class SmallConv : nn.Module<Tensor, Tensor>
            {
                public SmallConv(Base options) : base("") { }
                public override Tensor forward(Tensor input) => input;
            }
            public record MyImages : IDataset
            {
                public int Count { get; init; } = 10;
                public DatasetInfo Info => new("", 1, 8, 8, 2, Count, 5);
                public Dataset Load() => throw new NotSupportedException();
            }
            """));

        Assert.Equal(["my-net", "other", "small-conv"], plugin.Networks.Select(each => each.Name));
        Assert.Equal(["hidden"], plugin.Networks[2].Options.Keys.Select(each => each.Name));
        Assert.Equal(["my-images"], plugin.Datasets.Select(each => each.Name));
        Assert.Equal(["count"], plugin.Datasets[0].Options.Keys.Select(each => each.Name));
    }

    [Fact]
    public void Load_OptionsWithAttributes_HaveTheShapeOfBuiltInKeys()
    {
        var plugin = Plugin.Load(_compiled.File($$"""
            public record Inner { [Positive] public double Rate { get; init; } = 0.5; }
            public record MyNet : INetwork
            {
                [Description("Units."), Range(1, 64)] public required int Hidden { get; init; }
                [AllowedValues("relu", "tanh")] public string Activation { get; init; } = "relu";
                public IReadOnlyList<long> Sizes { get; init; } = [1, 2];
                public Inner Inner { get; init; } = new();
                public bool IsDeep { get; init; }
                public double? Dropout { get; init; }
                public int Computed => Hidden + 1;
                {{Create}}
            }
            """));

        Assert.Equal(
            [
                ("hidden", "an integer from 1 to 64", true, null, "Units."),
                ("activation", "relu, tanh", false, "\"relu\"", null),
                ("sizes", "a list", false, "[1,2]", null),
                ("inner", "an object", false, """{"rate":0.5}""", null),
                ("isDeep", "true or false", false, "false", null),
                ("dropout", "a finite number", false, null, null),
            ],
            plugin.Networks[0].Options.Keys.Select(key =>
                (key.Name, key.Value.Allowed, key.IsRequired, key.DefaultText, key.Description)));
        Assert.Contains("inner.rate", ShapePath.All(plugin.Networks[0].Options));
    }

    [Fact]
    public void Create_OptionsOfASweepFile_ReachTheNetwork()
    {
        var plugin = Plugin.Load(_compiled.File("""
            public record Options { public int Hidden { get; init; } = 3; }
            public class Net : nn.Module<Tensor, Tensor>
            {
                public Net(int classes, Options options, ImageShape input)
                    : base($"{options.Hidden} {input} {classes}") { }
                public override Tensor forward(Tensor input) => input;
            }
            """));

        using var net = plugin.Networks[0].Create(new JsonObject { ["hidden"] = 7 }, new ImageShape(3, 32, 28), 10);

        Assert.Equal("7 3×32×28 10", net.GetName());
    }

    [Fact]
    public void Create_OptionThatAnyAttributeRefuses_IsRefused()
    {
        var plugin = Plugin.Load(_compiled.File($$"""
            public record MyNet : INetwork
            {
                [AllowedValues(2, 4)] public int Blocks { get; init; } = 2;
                {{Create}}
            }
            """));

        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(
            () => plugin.Networks[0].Create(new JsonObject { ["blocks"] = 3 }, new ImageShape(1, 8, 8), 2));
    }

    [Fact]
    public void Load_PartsOfNetworks_AreNoNetworks()
    {
        var plugin = Plugin.Load(_compiled.File($$"""
            public record MyNet : INetwork { {{Create}} }
            public abstract class Base : INetwork { {{Create}} }
            public record Options;
            public abstract class Module() : nn.Module<Tensor, Tensor>("")
            {
                public override Tensor forward(Tensor input) => input;
            }
            public class Block(int channels) : Module { public int Channels => channels; }
            public class Generic<T>(Options options) : Module { public Options Options => options; }
            internal class Hidden(Options options) : Module { public Options Options => options; }
            public class Copied(nn.Module<Tensor, Tensor> inner) : Module { public object Inner => inner; }
            """));

        Assert.Equal(["my-net"], plugin.Networks.Select(each => each.Name));
    }

    [Theory]
    [InlineData(
        "public record A : INetwork { public float Rate { get; init; } CREATE }",
        "A.Rate is a Single; a key can be a bool, int, long, double, string, a record of such properties with "
            + "defaults, or a list of these.")]
    [InlineData(
        "public record A : INetwork { public System.IO.FileInfo File { get; init; } CREATE }",
        "A.File is a FileInfo; a key can be a bool, int, long, double, string, a record of such properties with "
            + "defaults, or a list of these.")]
    [InlineData(
        "public record A : INetwork { public int Hidden = 3; CREATE }",
        "A.Hidden is a field; write it as a property, with '{ get; init; }'.")]
    [InlineData(
        "public record A(int Hidden) : INetwork { CREATE }",
        "A has no public constructor without parameters; write its options as properties, such as "
            + "'public int Hidden { get; init; } = 128;'.")]
    [InlineData("record A : INetwork { CREATE }", "A is not public; make it public.")]
    [InlineData(
        "public record A<T> : INetwork { CREATE }", "A is generic; a sweep file names no type arguments.")]
    [InlineData(
        "public record A : INetwork { public int Name { get; init; } CREATE }",
        "The option 'name' of A is a key of every sweep file; give it another name.")]
    [InlineData(
        "public record A : INetwork { public A? Inner { get; init; } CREATE }", "The options of A contain themselves.")]
    [InlineData(
        "public record A : INetwork { public A() => throw new InvalidOperationException(\"x\\ny\"); CREATE }",
        "The options of A cannot be read: InvalidOperationException: x y.")]
    [InlineData(
        "public record A : INetwork { static A() => int.Parse(\"x\"); CREATE }",
        "The options of A cannot be read: FormatException: The input string 'x' was not in a correct format.")]
    [InlineData(
        "public record A : INetwork { CREATE } namespace Other { public record A : INetwork { CREATE } }",
        "The name 'a' stands for 2 of its networks; give one a [Case].")]
    [InlineData(
        "[Case(\"A b\")] public record A : INetwork { CREATE }",
        "'A b' is not a name for A; allowed: lower-case letters, digits and single hyphens.")]
    [InlineData(
        "public record O; public class A : nn.Module<Tensor, Tensor> { public A(O o) : base(\"\") { } "
            + "public A(O o, int c) : base(\"\") { } public override Tensor forward(Tensor x) => x; }",
        "A has 2 public constructors that take options; keep one.")]
    [InlineData(
        "public class Helper;",
        "It has no network and no data set: a public type that implements INetwork or IDataset, or a module with a "
            + "public constructor from a record of options.")]
    public void Load_TypeThatCannotBeUsed_IsTold(string source, string fault)
    {
        var file = _compiled.File(source.Replace("CREATE", Create, StringComparison.Ordinal));

        Assert.Equal(
            $"The plug-in '{file}' cannot be used. {fault}",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message);
    }

    [Fact]
    public void Load_DatasetOptionWithTheNameOfAKeyOfAllData_IsTold()
    {
        var file = _compiled.File("""
            public record A : IDataset
            {
                public int BatchSize { get; init; }
                public DatasetInfo Info => new("", 1, 8, 8, 2, 1, 1);
                public Dataset Load() => throw new NotSupportedException();
            }
            """);

        Assert.Equal(
            $"The plug-in '{file}' cannot be used. The option 'batchSize' of A is a key of every sweep file; give it "
                + "another name.",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message);
    }

    [Fact]
    public void Load_FileThatIsMissingOrNoAssembly_IsTold()
    {
        var (missing, text) = (_compiled.PathOf("Missing.dll"), _compiled.PathOf("Text.dll"));
        var native = Path.Join(AppContext.BaseDirectory, "libc10.so");
        File.WriteAllText(text, "text");

        Assert.Equal(
            $"The plug-in '{missing}' cannot be used. There is no such file; build the plug-in, or correct the path.",
            Assert.Throws<PluginException>(() => Plugin.Load(missing)).Message);
        Assert.All([text, native], file => Assert.Equal(
            $"The plug-in '{file}' cannot be used. It is not a .NET assembly; name the .dll that the build of the "
                + "plug-in makes.",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message));
    }

    [Fact]
    public void Load_BrokenListOfLibraries_IsTold()
    {
        var file = _compiled.File($$"""public record MyNet : INetwork { {{Create}} }""");
        File.WriteAllText(_compiled.PathOf("MyNets.deps.json"), "{");

        Assert.Equal(
            $"The plug-in '{file}' cannot be used. Its MyNets.deps.json cannot be read; build the plug-in again.",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message);
    }

    [Fact]
    public void Load_LibraryBesideIt_IsUsedAndPartOfTheHash()
    {
        var library = _compiled.File("public static class Sizes { public static int B => 5; }", "Sizes");
        var file = _compiled.File(
            $$"""public record MyNet : INetwork { public int Hidden { get; init; } = Sizes.B; {{Create}} }""",
            libraries: library);

        var plugin = Plugin.Load(file);

        Assert.Equal("5", plugin.Networks[0].Options.Find("hidden")!.DefaultText);
        Assert.Equal(
            Convert.ToHexStringLower(SHA256.HashData([.. File.ReadAllBytes(file), .. File.ReadAllBytes(library)])),
            plugin.Sha256);
    }

    [Fact]
    public void Load_MissingLibrary_IsTold()
    {
        var library = _compiled.File("public static class Sizes { public static int B => 5; }", "Sizes");
        var file = _compiled.File(
            $$"""public record MyNet : INetwork { public int Hidden { get; init; } = Sizes.B; {{Create}} }""",
            libraries: library);
        File.Delete(library);

        Assert.Equal(
            $"The plug-in '{file}' cannot be used. It needs Sizes.dll, which is not in its folder; copy it there, or "
                + "set EnableDynamicLoading in the project, so that the build does.",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message);
    }

    [Fact]
    public void Load_BuiltForANewerTorchSharp_IsTold()
    {
        var newer = _compiled.File(
            """
            [assembly: System.Reflection.AssemblyVersion("9.1.0.0")]
            namespace TorchSharp { public static class torch { public static int New => 1; } }
            """,
            "TorchSharp");
        var file = _compiled.File("public class MyNet { public int Hidden => New; }", libraries: newer);
        var own = typeof(TorchSharp.torch).Assembly.GetName().Version;

        Assert.Equal(
            $"The plug-in '{file}' cannot be used. It was built against TorchSharp 9.1.0.0, and this sweep has {own}; "
                + "build it for the .NET and the TorchSharp of this sweep.",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message);
    }

    [Fact]
    public void Load_BuiltForAnotherContentOfALibrary_IsTold()
    {
        var library = _compiled.File("public static class Sizes { public static int B => 5; }", "Sizes");
        var file = _compiled.File(
            $$"""public record MyNet : INetwork { public int Hidden { get; init; } = Sizes.B; {{Create}} }""",
            libraries: library);
        _compiled.File("public static class Sizes;", "Sizes");

        Assert.Equal(
            $"The plug-in '{file}' cannot be used. The options of MyNet cannot be read: MissingMethodException: Method "
                + "not found: 'Int32 Sizes.get_B()'. It was built against another version of sweep, TorchSharp or a "
                + "library; build it again.",
            Assert.Throws<PluginException>(() => Plugin.Load(file)).Message);
    }

    [Fact]
    public void Load_FileThatWasBuiltAgain_IsLoadedAnew()
    {
        var first = Plugin.Load(_compiled.File($$"""public record MyNet : INetwork { {{Create}} }"""));
        var same = Plugin.Load(first.File);
        var second = Plugin.Load(_compiled.File($$"""public record OtherNet : INetwork { {{Create}} }"""));

        Assert.Same(first, same);
        Assert.Equal(first.File, second.File);
        Assert.NotEqual(first.Sha256, second.Sha256);
        Assert.Equal(["other-net"], second.Networks.Select(each => each.Name));
    }
}
