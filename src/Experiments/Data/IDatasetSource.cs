namespace SweepRunner.Experiments.Data;

/// <summary>One place that a data set's files may be fetched from.</summary>
internal interface IDatasetSource
{
    /// <summary>The place, as a reader knows it.</summary>
    string Description { get; }

    /// <summary>Puts the four files, plain or gzipped, into an empty folder; whoever calls checks them.</summary>
    /// <exception cref="IOException">The place has them not, or cannot be reached; the message says why.</exception>
    Task FetchAsync(DatasetDefinition definition, string folder, CancellationToken cancellationToken);
}
