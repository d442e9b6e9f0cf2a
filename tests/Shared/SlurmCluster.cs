using System.Globalization;

namespace SweepRunner.Tests.Shared;

/// <summary>A Slurm cluster of two nodes on this machine, n1 and n2, with two CPUs each (build/slurm.sh). It ends with
/// the test process, also when that is killed.</summary>
internal sealed class SlurmCluster : IDisposable
{
    public const string ConfigurationVariable = "SLURM_CONF";

    private readonly TemporaryFolder _folder = new();
    private readonly ServedScript _server;

    /// <summary>Starts a cluster.</summary>
    /// <param name="isApart">True if each node has a network, processes and a host name of its own, which takes the
    /// right to make network namespaces.</param>
    public SlurmCluster(bool isApart = false) =>
        _server = new ServedScript(Script, "serve", _folder.Path, isApart ? "apart" : "");

    /// <summary>Why no cluster can be started; null if one can.</summary>
    public static string? Missing =>
        !File.Exists("/usr/sbin/slurmctld") || !File.Exists("/usr/sbin/munged")
            ? "Debian's packages slurm-wlm and munge are not installed."
            : Environment.UserName != "root" ? "Only root can start a Slurm cluster." : null;

    /// <summary>The path of slurm.conf: the value of <see cref="ConfigurationVariable"/>.</summary>
    public string Configuration => _server.Place;

    /// <summary>The address at which the nodes reach this machine.</summary>
    public string Address => File.ReadAllText(_folder.File("address")).Trim();

    private static string Script { get; } = ServedScript.PathOf("slurm.sh");

    /// <summary>Runs a command of Slurm, such as <c>squeue</c>.</summary>
    /// <returns>Its standard output.</returns>
    public Task<string> RunAsync(string program, params string[] arguments) => Shell.RunWithAsync(
        new Dictionary<string, string?> { [ConfigurationVariable] = Configuration }, program, arguments);

    /// <summary>Starts a node again, or its slurmd.</summary>
    public Task StartAsync(string node) => RunAsync(Script, "up", _folder.Path, node);

    /// <summary>Kills a node that is apart with all its processes.</summary>
    public Task KillAsync(string node) => RunAsync(Script, "down", _folder.Path, node);

    /// <summary>Unplugs the network of a node that is apart.</summary>
    public Task CutAsync(string node) => RunAsync(Script, "cut", _folder.Path, node);

    /// <summary>Plugs it in again.</summary>
    public Task JoinAsync(string node) => RunAsync(Script, "join", _folder.Path, node);

    /// <summary>The processes on this machine that tasks of the cluster started.</summary>
    public IReadOnlyList<ClusterProcess> Tasks() =>
    [
        .. ClusterProcess.All().Where(process =>
            process.Environment.Contains($"{ConfigurationVariable}={Configuration}")
            && process.Environment.Any(variable => variable.StartsWith("SLURM_JOB_ID=", StringComparison.Ordinal))),
    ];

    /// <summary>Slurm's own processes of a name, such as <c>slurmd</c>, on a node that is apart.</summary>
    public IReadOnlyList<ClusterProcess> Daemons(string node, string name)
    {
        var first = int.Parse(File.ReadAllText(_folder.File($"run/{node}.init")), CultureInfo.InvariantCulture);
        var space = ClusterProcess.SpaceOf(first);
        return
        [
            .. ClusterProcess.All().Where(process =>
                process.Name == name && ClusterProcess.SpaceOf(process.Id) == space),
        ];
    }

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }
}

/// <summary>A test that needs a Slurm cluster and a PostgreSQL server; skipped where Debian's packages are not
/// installed.</summary>
public sealed class ClusterFactAttribute : FactAttribute
{
    public ClusterFactAttribute() => Skip = SlurmCluster.Missing ?? PostgresServer.Missing;
}

/// <summary>A process of this machine, in whatever namespace.</summary>
internal sealed record ClusterProcess(
    int Id, string Name, IReadOnlyList<string> Arguments, IReadOnlySet<string> Environment)
{
    public static IEnumerable<ClusterProcess> All() => Directory.EnumerateDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => char.IsAsciiDigit(name![0]))
        .Select(name => Find(int.Parse(name!, CultureInfo.InvariantCulture)))
        .OfType<ClusterProcess>();

    /// <summary>The namespace of a process's id; null if it has ended.</summary>
    public static string? SpaceOf(int id)
    {
        try
        {
            return new FileInfo($"/proc/{id}/ns/pid").LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static ClusterProcess? Find(int id)
    {
        try
        {
            return new(
                id,
                File.ReadAllText($"/proc/{id}/comm").Trim(),
                File.ReadAllText($"/proc/{id}/cmdline").Split('\0'),
                File.ReadAllText($"/proc/{id}/environ").Split('\0').ToHashSet());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
