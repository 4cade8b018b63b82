// The classes that go on where PyTorch's torch.nn.Linear(3, 4) is, and back, by optimizer and element type.
namespace FusedOpt.Checkpoints.Tests.PyTorch;

[Optimize(Optimizer.Sgd, LearningRate = 0.05)]
internal sealed partial class SgdFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05)]
internal sealed partial class SgdDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class SgdMomentumFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class SgdMomentumDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Nesterov = true)]
internal sealed partial class SgdNesterovFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Nesterov = true)]
internal sealed partial class SgdNesterovDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Dampening = 0.5)]
internal sealed partial class SgdDampeningFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Dampening = 0.5)]
internal sealed partial class SgdDampeningDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.Adam, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class AdamFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.Adam, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class AdamDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.Adam, LearningRate = 0.01, Beta2 = 0.9, AmsGrad = true)]
internal sealed partial class AdamAmsGradFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.Adam, LearningRate = 0.01, Beta2 = 0.9, AmsGrad = true)]
internal sealed partial class AdamAmsGradDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class AdamWFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias")] public float[] Bias = new float[4];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class AdamWDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias")] public double[] Bias = new double[4];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class AdamWGroupsFloat
{
    [Name("weight")] public float[,] Weight = new float[4, 3];
    [Name("bias"), Parameter(WeightDecay = 0, LearningRateScale = 0.5)] public float[] Bias = new float[4];
}

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class AdamWGroupsDouble
{
    [Name("weight")] public double[,] Weight = new double[4, 3];
    [Name("bias"), Parameter(WeightDecay = 0, LearningRateScale = 0.5)] public double[] Bias = new double[4];
}
