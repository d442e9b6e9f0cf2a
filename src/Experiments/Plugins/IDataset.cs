namespace SweepRunner.Experiments.Plugins;

/// <summary>
/// A data set of a plug-in: a record whose properties are the options that a sweep file may set. Its name in a sweep
/// file is the name of the type in kebab case (<c>MyImages</c> is <c>my-images</c>), or that of a
/// <see cref="CaseAttribute"/>.
/// </summary>
public interface IDataset
{
    /// <summary>The size of the data set, for the checks before a sweep. It must not take long. The name in a sweep
    /// file replaces the name here.</summary>
    DatasetInfo Info { get; }

    /// <summary>Loads the images, with the sizes that <see cref="Info"/> gives. The same options give the same images.
    /// A process calls this once for all trials with the same options.</summary>
    Dataset Load();
}
