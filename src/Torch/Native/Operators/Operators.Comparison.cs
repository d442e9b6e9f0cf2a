namespace TorchSharp.Native;

internal static partial class Operators
{
    internal static readonly Operator Eq = new("eq.Tensor");
    internal static readonly Operator EqScalar = new("eq.Scalar");
    internal static readonly Operator Ne = new("ne.Tensor");
    internal static readonly Operator NeScalar = new("ne.Scalar");
    internal static readonly Operator Lt = new("lt.Tensor");
    internal static readonly Operator LtScalar = new("lt.Scalar");
    internal static readonly Operator Le = new("le.Tensor");
    internal static readonly Operator LeScalar = new("le.Scalar");
    internal static readonly Operator Gt = new("gt.Tensor");
    internal static readonly Operator GtScalar = new("gt.Scalar");
    internal static readonly Operator Ge = new("ge.Tensor");
    internal static readonly Operator GeScalar = new("ge.Scalar");
    internal static readonly Operator Where = new("where.self");
    internal static readonly Operator Equal = new("equal");
    internal static readonly Operator AllClose = new("allclose");
}
