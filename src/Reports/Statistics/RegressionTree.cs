namespace SweepRunner.Reports.Statistics;

/// <summary>A binary tree over [0, 1]^d that is constant on each leaf's box. Node 0 is the root.</summary>
internal sealed class RegressionTree
{
    /// <summary>One node.</summary>
    /// <param name="Parameter">The parameter that is split on; −1 in a leaf.</param>
    /// <param name="Threshold">A coordinate up to this goes left.</param>
    /// <param name="Left">The left child's number.</param>
    /// <param name="Right">The right child's number.</param>
    /// <param name="Value">What a leaf predicts.</param>
    public readonly record struct Node(int Parameter, double Threshold, int Left, int Right, double Value)
    {
        /// <summary>True for a node without children.</summary>
        public bool IsLeaf => Parameter < 0;
    }

    /// <summary>All nodes; a child comes after its parent.</summary>
    public List<Node> Nodes { get; } = [];

    /// <summary>Makes room for a node that is set later, and gives its number.</summary>
    public int Reserve()
    {
        Nodes.Add(default);
        return Nodes.Count - 1;
    }
}
