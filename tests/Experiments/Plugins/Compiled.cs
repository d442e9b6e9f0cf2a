using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SweepRunner.Tests.Shared;

namespace SweepRunner.Experiments.Tests.Plugins;

/// <summary>Assemblies that a test compiles into a folder of its own.</summary>
internal sealed class Compiled : IDisposable
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.ComponentModel;
        global using System.ComponentModel.DataAnnotations;
        global using System.Linq;
        global using SweepRunner.Configuration;
        global using SweepRunner.Experiments.Data;
        global using SweepRunner.Experiments.Plugins;
        global using TorchSharp;
        global using static TorchSharp.torch;

        """;

    private static readonly Dictionary<string, MetadataReference> Known =
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .DistinctBy(file => Path.GetFileName(file))
            .ToDictionary(
                file => Path.GetFileName(file)!, file => (MetadataReference)MetadataReference.CreateFromFile(file));

    private readonly TemporaryFolder _folder = new();

    /// <summary>Compiles a source to a file, and returns its path.</summary>
    /// <param name="source">The types, without usings.</param>
    /// <param name="name">The name of the assembly.</param>
    /// <param name="libraries">Assemblies that the source needs, in place of known ones of the same name.</param>
    public string File(string source, string name = "MyNets", params string[] libraries)
    {
        var file = _folder.File($"{name}.dll");
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(Usings + source)],
            [
                .. Known.ExceptBy(libraries.Select(Path.GetFileName), each => each.Key).Select(each => each.Value),
                .. libraries.Select(library => MetadataReference.CreateFromFile(library)),
            ],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, deterministic: true));
        var result = compilation.Emit(file);
        Assert.Empty(result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error));
        return file;
    }

    public string PathOf(string name) => _folder.File(name);

    public void Dispose() => _folder.Dispose();
}
