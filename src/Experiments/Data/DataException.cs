namespace SweepRunner.Experiments.Data;

/// <summary>A data set cannot be used: a file is missing or damaged, nothing was found, or nothing could be fetched.
/// The message says what to do.</summary>
public sealed class DataException : Exception
{
    /// <summary>Creates one with no message of its own.</summary>
    public DataException()
    {
    }

    /// <summary>Creates one that says what is wrong, what was expected and got, and what to do; one fault a
    /// line.</summary>
    public DataException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one with the error that led to it.</summary>
    public DataException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
