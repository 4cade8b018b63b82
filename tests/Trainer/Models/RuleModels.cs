using System;

namespace FusedOpt.Trainer;

[Optimize(Optimizer.Sgd, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class SgdModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Momentum)]
internal sealed partial class MomentumModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.MomentumEma)]
internal sealed partial class MomentumEmaModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adagrad)]
internal sealed partial class AdagradModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adadelta)]
internal sealed partial class AdadeltaModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.RmsProp, Momentum = 0.9, Centered = true)]
internal sealed partial class RmsPropModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adam, AmsGrad = true)]
internal sealed partial class AdamModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.AdamW)]
internal sealed partial class AdamWModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adamax)]
internal sealed partial class AdamaxModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.NAdam)]
internal sealed partial class NAdamModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.RAdam)]
internal sealed partial class RAdamModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Rprop)]
internal sealed partial class RpropModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Asgd)]
internal sealed partial class AsgdModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Lion)]
internal sealed partial class LionModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Signum)]
internal sealed partial class SignumModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.AdaBelief)]
internal sealed partial class AdaBeliefModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Yogi)]
internal sealed partial class YogiModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adan)]
internal sealed partial class AdanModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.AdEmaMix)]
internal sealed partial class AdEmaMixModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adopt)]
internal sealed partial class AdoptModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Ftrl)]
internal sealed partial class FtrlModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.ScheduleFreeAdamW)]
internal sealed partial class ScheduleFreeAdamWModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Lamb)]
internal sealed partial class LambModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Lars)]
internal sealed partial class LarsModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.Adafactor)]
internal sealed partial class AdafactorModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.CautiousAdamW)]
internal sealed partial class CautiousAdamWModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}

[Optimize(Optimizer.StableAdamW)]
internal sealed partial class StableAdamWModel
{
    public float[] Weights = new float[37];
    public double[,] Wide = new double[9, 5];
    public Half[] Halves = new Half[21];
    public float Bias;
}
