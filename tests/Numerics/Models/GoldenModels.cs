// The classes that PyTorch's trajectories are followed with: hyperparameters as in the files of the same names.
namespace FusedOpt.Numerics.Tests.Models;

[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class GoldenSgdFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.1)]
internal sealed partial class GoldenSgdDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9)]
internal sealed partial class GoldenSgdMomentumFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9)]
internal sealed partial class GoldenSgdMomentumDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Dampening = 0.9)]
internal sealed partial class GoldenSgdDampeningFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Dampening = 0.9)]
internal sealed partial class GoldenSgdDampeningDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01)]
internal sealed partial class GoldenSgdNesterovWdFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Sgd, LearningRate = 0.05, Momentum = 0.9, Nesterov = true, WeightDecay = 0.01)]
internal sealed partial class GoldenSgdNesterovWdDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adagrad, LearningRate = 0.05)]
internal sealed partial class GoldenAdagradFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adagrad, LearningRate = 0.05)]
internal sealed partial class GoldenAdagradDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adagrad, LearningRate = 0.05, LearningRateDecay = 0.1, WeightDecay = 0.01, InitialAccumulator = 0.1)]
internal sealed partial class GoldenAdagradDecayWdFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adagrad, LearningRate = 0.05, LearningRateDecay = 0.1, WeightDecay = 0.01, InitialAccumulator = 0.1)]
internal sealed partial class GoldenAdagradDecayWdDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adadelta, LearningRate = 1.0)]
internal sealed partial class GoldenAdadeltaFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adadelta, LearningRate = 1.0)]
internal sealed partial class GoldenAdadeltaDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.RmsProp, LearningRate = 0.01)]
internal sealed partial class GoldenRmspropFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.RmsProp, LearningRate = 0.01)]
internal sealed partial class GoldenRmspropDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.RmsProp, LearningRate = 0.01, Centered = true)]
internal sealed partial class GoldenRmspropCenteredFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.RmsProp, LearningRate = 0.01, Centered = true)]
internal sealed partial class GoldenRmspropCenteredDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.RmsProp, LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class GoldenRmspropMomentumWdFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.RmsProp, LearningRate = 0.01, Momentum = 0.9, WeightDecay = 0.01)]
internal sealed partial class GoldenRmspropMomentumWdDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adam, LearningRate = 0.001)]
internal sealed partial class GoldenAdamFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adam, LearningRate = 0.001)]
internal sealed partial class GoldenAdamDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adam, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class GoldenAdamL2Float(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adam, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class GoldenAdamL2Double(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adam, LearningRate = 0.01, AmsGrad = true)]
internal sealed partial class GoldenAdamAmsgradFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adam, LearningRate = 0.01, AmsGrad = true)]
internal sealed partial class GoldenAdamAmsgradDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class GoldenAdamwFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.AdamW, LearningRate = 0.01, WeightDecay = 0.1)]
internal sealed partial class GoldenAdamwDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Adamax, LearningRate = 0.002)]
internal sealed partial class GoldenAdamaxFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Adamax, LearningRate = 0.002)]
internal sealed partial class GoldenAdamaxDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.RAdam, LearningRate = 0.01)]
internal sealed partial class GoldenRadamFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.RAdam, LearningRate = 0.01)]
internal sealed partial class GoldenRadamDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Asgd, LearningRate = 0.01)]
internal sealed partial class GoldenAsgdFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Asgd, LearningRate = 0.01)]
internal sealed partial class GoldenAsgdDouble(int length) { public double[] Weights = new double[length]; }

[Optimize(Optimizer.Rprop, LearningRate = 0.01)]
internal sealed partial class GoldenRpropFloat(int length) { public float[] Weights = new float[length]; }

[Optimize(Optimizer.Rprop, LearningRate = 0.01)]
internal sealed partial class GoldenRpropDouble(int length) { public double[] Weights = new double[length]; }
