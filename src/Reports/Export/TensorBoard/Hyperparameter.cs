using Google.Protobuf;

namespace SweepRunner.Reports.Export.TensorBoard;

/// <summary>A hyperparameter's value as TensorBoard knows it: a message <c>google.protobuf.Value</c>.</summary>
internal abstract record HyperparameterValue
{
    /// <summary>Writes the fields of the message.</summary>
    public abstract void WriteTo(CodedOutputStream fields);

    /// <summary>A finite number.</summary>
    public sealed record Number(double Value) : HyperparameterValue
    {
        /// <inheritdoc/>
        public override void WriteTo(CodedOutputStream fields) => fields.Add(2, Value);
    }

    /// <summary>A text.</summary>
    public sealed record Text(string Value) : HyperparameterValue
    {
        /// <inheritdoc/>
        public override void WriteTo(CodedOutputStream fields) => fields.Add(3, Value);
    }

    /// <summary>True or false.</summary>
    public sealed record Flag(bool Value) : HyperparameterValue
    {
        /// <inheritdoc/>
        public override void WriteTo(CodedOutputStream fields) => fields.Add(4, Value);
    }
}

/// <summary>One hyperparameter of a sweep.</summary>
/// <param name="Name">A path of the space, or <c>seed</c>.</param>
/// <param name="Values">The value of each trial in plan order, all of one kind; null where a trial has none. At least
/// one is there.</param>
internal sealed record Hyperparameter(string Name, IReadOnlyList<HyperparameterValue?> Values);
