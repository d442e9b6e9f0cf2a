// libtorch's seed and thread count are the process's, and so is the count of live tensors.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
