// One class for each rule and each way to specialise it, with parameters of every kind.
using FusedOpt.RuleLibrary;

namespace FusedOpt.Numerics.Tests.Models;

[Optimize(Optimizer.Sgd)]
internal sealed partial class SgdPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, WeightDecay = 0.01)]
internal sealed partial class SgdWeightDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class SgdMomentum(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, Dampening = 0.3)]
internal sealed partial class SgdDampening(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01)]
internal sealed partial class SgdNesterov(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, Maximize = true, WeightDecay = 0.01)]
internal sealed partial class SgdMaximize(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Momentum, WeightDecay = 0.01)]
internal sealed partial class MomentumPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.MomentumEma, WeightDecay = 0.01)]
internal sealed partial class MomentumEmaPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.MomentumEma, BiasCorrection = true)]
internal sealed partial class MomentumEmaCorrected(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adagrad)]
internal sealed partial class AdagradPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adagrad, LearningRateDecay = 0.1, WeightDecay = 0.01, InitialAccumulator = 0.1)]
internal sealed partial class AdagradDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adadelta)]
internal sealed partial class AdadeltaPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adadelta, WeightDecay = 0.01)]
internal sealed partial class AdadeltaDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp)]
internal sealed partial class RmsPropPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp, Centered = true)]
internal sealed partial class RmsPropCentered(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class RmsPropMomentum(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp, EpsilonInsideSqrt = true, Epsilon = 1e-3)]
internal sealed partial class RmsPropEpsilonInside(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam)]
internal sealed partial class AdamPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam, WeightDecay = 0.1)]
internal sealed partial class AdamL2(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam, AmsGrad = true)]
internal sealed partial class AdamAmsGrad(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam, BiasCorrection = false)]
internal sealed partial class AdamUncorrected(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam, Maximize = true)]
internal sealed partial class AdamMaximize(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdamW)]
internal sealed partial class AdamWPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdamW, AmsGrad = true, WeightDecay = 0.1)]
internal sealed partial class AdamWAmsGrad(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adamax, WeightDecay = 0.01)]
internal sealed partial class AdamaxDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RAdam)]
internal sealed partial class RAdamPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RAdam, WeightDecay = 0.01, Beta2 = 0.9)]
internal sealed partial class RAdamDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RAdam, WeightDecay = 0.01, DecoupledWeightDecay = true)]
internal sealed partial class RAdamDecoupled(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lion, WeightDecay = 0.01)]
internal sealed partial class LionDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Signum, WeightDecay = 0.01)]
internal sealed partial class SignumDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdaBelief, WeightDecay = 0.01)]
internal sealed partial class AdaBeliefDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Yogi, WeightDecay = 0.01)]
internal sealed partial class YogiDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adan, WeightDecay = 0.01)]
internal sealed partial class AdanProximal(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adan, WeightDecay = 0.01, Proximal = false)]
internal sealed partial class AdanDecoupled(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdEmaMix, WeightDecay = 0.01)]
internal sealed partial class AdEmaMixPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdEmaMix, WarmupSteps = 5)]
internal sealed partial class AdEmaMixWarmup(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adopt, WeightDecay = 0.01)]
internal sealed partial class AdoptDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.NAdam)]
internal sealed partial class NAdamPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.NAdam, WeightDecay = 0.01, DecoupledWeightDecay = true, Maximize = true)]
internal sealed partial class NAdamDecoupled(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Asgd, WeightDecay = 0.01, T0 = 3)]
internal sealed partial class AsgdDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Rprop)]
internal sealed partial class RpropPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdEmaMix)]
internal sealed partial class AdEmaMixUndecayed(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(OwnRule))]
internal sealed partial class Own(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(OwnRule)), Hyperparameter("clip", false)]
internal sealed partial class OwnUnclipped(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(SignMomentum), Beta = 0.8)]
internal sealed partial class LibrarySign(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(Everything))]
internal sealed partial class LibraryEverything(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(typeof(Everything)), Hyperparameter("flip", false), Hyperparameter("scale", 0.05), Hyperparameter("warmup", 5)]
internal sealed partial class LibraryEverythingSet(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.AdamW, WeightDecay = 0)]
internal sealed partial class AdamWUndecayed(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam)]
internal sealed partial class TwoArrays
{
    public float Bias = 1;
    public float[]? First = [1, 2, 3];
    public double[]? Last = [4, 5];
}

[Optimize(Optimizer.Adam, Beta1 = 0, Beta2 = 0.99, Epsilon = 0, BiasCorrection = false)]
internal sealed partial class AdamAsRmsProp(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.RmsProp, Epsilon = 0)]
internal sealed partial class RmsPropWithoutEpsilon(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Sgd, Momentum = 0.9, Dampening = 0.9)]
internal sealed partial class SgdAsMomentumEma(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.MomentumEma)]
internal sealed partial class MomentumEmaUndecayed(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adam, Epsilon = 0)]
internal sealed partial class AdamWithoutEpsilon(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lamb, WeightDecay = 0.1, Maximize = true)]
internal sealed partial class LambDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lamb, BiasCorrection = false)]
internal sealed partial class LambUncorrected(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lamb, WeightDecay = 0)]
internal sealed partial class LambUndecayed(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lars, WeightDecay = 0.01, Epsilon = 1e-8)]
internal sealed partial class LarsDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Lars, Momentum = 0, Maximize = true)]
internal sealed partial class LarsPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.CautiousAdamW, WeightDecay = 0.1)]
internal sealed partial class CautiousAdamWDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.StableAdamW, WeightDecay = 0.1)]
internal sealed partial class StableAdamWDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adafactor)]
internal sealed partial class AdafactorPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Adafactor, WeightDecay = 0.1, Maximize = true, Epsilon1 = 1e-6, D = 1.5)]
internal sealed partial class AdafactorDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Ftrl)]
internal sealed partial class FtrlPlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Ftrl, L1 = 0.3, L2 = 0.1, Beta = 0.5, InitialAccumulator = 0)]
internal sealed partial class FtrlPenalties(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.Ftrl, LearningRatePower = -0.7, Maximize = true)]
internal sealed partial class FtrlPower(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.ScheduleFreeAdamW)]
internal sealed partial class ScheduleFreePlain(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}

[Optimize(Optimizer.ScheduleFreeAdamW, WeightDecay = 0.01, WarmupSteps = 5, Beta1 = 0.95)]
internal sealed partial class ScheduleFreeDecay(int length)
{
    public float[] Singles = new float[length];
    public double[] Doubles = new double[length];
    public float Single;
    public double Double;
}
