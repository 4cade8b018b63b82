using static FusedOpt.Optimizer;

// The classes of docs/from-pytorch.md as it has them, and others for what it says.
namespace FusedOpt.Checkpoints.Tests.PyTorch;

#pragma warning disable CA1051 // The document's classes are public, with the fields that they are about.

[Optimize(AdamW, WeightDecay = 0.1)]
public partial class Linear(int inputs, int outputs)
{
    [Name("weight")] public float[,] Weight = new float[outputs, inputs];
    [Name("bias")] public float[] Bias = new float[outputs];
}

[Optimize(AdamW, LearningRate = 1e-3)]
public partial class Network
{
    [Name("embed")] public Linear Embed = new(3, 8);
    [Name("layers")] public Linear[] Layers = [new(8, 8), new(8, 8)];
    [Name("head")] public Linear Head = new(8, 1);
}

[Optimize(Adam)]
internal sealed partial class Unnamed
{
    public UnnamedLayer Hidden = new();
}

[Optimize(Adam)]
internal sealed partial class UnnamedLayer
{
    public float[,] Matrix = new float[8, 8];
    public float[] Vector = new float[8];
}

[Optimize(Adam)]
internal sealed partial class SequentialNetwork
{
    [Name("0")] public Linear First = new(3, 8);
    [Name("2")] public Linear Second = new(8, 1);
}

[Optimize(AdamW)]
internal sealed partial class Tied
{
    [Name("a")] public Linear First = new(3, 3);
    [Name("b")] public TiedLinear Second = new();

    public Tied() => Second.Weight = First.Weight;
}

[Optimize(AdamW)]
internal sealed partial class TiedLinear
{
    [Frozen] public float[,] Weight = new float[0, 0];
    [Name("bias")] public float[] Bias = new float[3];
}
