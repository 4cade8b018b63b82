namespace FusedOpt.Runtime.Tests.Checkpoints;

[Optimize(Optimizer.Adam)]
internal sealed partial class Rotated
{
    public float[] Weights = new float[3];
}

[Optimize(Optimizer.Adam)]
internal sealed partial class RotatedWider
{
    public float[] Weights = new float[4];
}

[Optimize(Optimizer.Sgd)]
internal partial struct RotatedStructure
{
    public float[] Weights;
}
