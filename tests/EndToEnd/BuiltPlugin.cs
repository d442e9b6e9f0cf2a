using System.Security.Cryptography;
using SweepRunner.Tests.Shared;

namespace SweepRunner.EndToEnd.Tests;

/// <summary>The plug-in that <c>new plugin</c> writes, with networks that go wrong beside it, built outside the
/// repository.</summary>
public sealed class BuiltPlugin : IAsyncLifetime, IDisposable
{
    private const string Broken = """
        using SweepRunner.Experiments.Plugins;
        using static TorchSharp.torch;

        namespace MyNets;

        public sealed record WrongShape : INetwork
        {
            public nn.Module<Tensor, Tensor> Create(ImageShape input, int classes) =>
                nn.Sequential(nn.Flatten(), nn.Linear(784, classes + 1));
        }

        public sealed record Options;

        public sealed class FailsInTraining : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> _output;

            public FailsInTraining(Options options, int classes)
                : base("fails")
            {
                _output = nn.Linear(784, classes);
                RegisterComponents();
            }

            public override Tensor forward(Tensor images) =>
                training ? throw new InvalidOperationException("too much\nof it") : _output.call(images.flatten(1));
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public string Folder => _folder.File("MyNets");

    public string Sweep => Path.Join(Folder, "sweep.json");

    public string Assembly => Path.Join(Folder, "bin/MyNets.dll");

    public async Task InitializeAsync()
    {
        var created = await SweepProcess.RunAsync(_folder.Path, "new", "plugin", "MyNets");
        Assert.Equal((0, "MyNets\n"), (created.ExitCode, created.Output));
        await File.WriteAllTextAsync(Path.Join(Folder, "Broken.cs"), Broken);
        await BuildAsync(Folder);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();

    /// <summary>Builds a copy of the project in another folder.</summary>
    /// <returns>The path of its plug-in.</returns>
    public async Task<string> BuildCopyAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Folder))
            File.Copy(file, Path.Join(folder, Path.GetFileName(file)));
        await BuildAsync(folder);
        return Path.Join(folder, "bin/MyNets.dll");
    }

    public static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static Task<string> BuildAsync(string folder) => Shell.RunAsync(
        "dotnet", "build", folder, "-c", "Release", "--nologo", "-v", "q", "-nodeReuse:false", "-warnaserror");
}
