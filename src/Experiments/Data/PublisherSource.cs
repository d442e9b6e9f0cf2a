namespace SweepRunner.Experiments.Data;

/// <summary>Downloads the gzipped files from their publisher.</summary>
/// <param name="publisher">The address below which they are, with a slash at its end.</param>
/// <param name="client">The client; its timeout and its largest buffer bound each file.</param>
internal sealed class PublisherSource(Uri publisher, HttpClient client) : IDatasetSource
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FileTimeout = TimeSpan.FromMinutes(10);
    private const long LargestFile = 256L << 20;

    /// <inheritdoc/>
    public string Description => publisher.ToString();

    /// <summary>A client that gives up on an address that does not answer and on a file that does not end.</summary>
    public static HttpClient CreateClient() =>
        new(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout }, disposeHandler: true)
        {
            Timeout = FileTimeout,
            MaxResponseContentBufferSize = LargestFile,
        };

    /// <inheritdoc/>
    public async Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken)
    {
        foreach (var name in definition.Files.Select(file => file.Name + ".gz"))
        {
            try
            {
                var bytes = await client.GetByteArrayAsync(new Uri(publisher, name), cancellationToken);
                await File.WriteAllBytesAsync(Path.Combine(folder, name), bytes, cancellationToken);
            }
            catch (HttpRequestException exception)
            {
                throw new IOException($"{name}: {exception.Message}", exception);
            }
            catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
            {
                throw new IOException($"{name}: no answer in time", exception);
            }
        }
    }
}
