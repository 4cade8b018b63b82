using System;
using System.Numerics;
using System.Numerics.Tensors;
using NewTensor = System.Numerics.Tensors.Tensor;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>Steps over sums of gradients, for parameters of every kind.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.001, WeightDecay = 0.1), SumGradients]
internal sealed partial class SummedKinds(int length)
{
    public float Number;
    public Half HalfNumber;
    public float[] Array = new float[length];
    public double[] Doubles = new double[length];
    public Half[] Halves = new Half[length];
    public Half[][] HalfRows = [new Half[3], new Half[600]];
    public float[,,] Cube = new float[3, 4, 5];
    public double[][][] Nested = [[new double[5], new double[1]], [], [new double[length]]];
    public Memory<float> Lent = new float[length];
    public Vector3[] Points = new Vector3[length];
    public Matrix4x4 Projective;
    public ElevenSingles Singles;
    public Tensor<float> Tensor = NewTensor.CreateFromShape<float>([length]);
}

/// <summary>A model of summed gradients, with a rule that measures whole parameters and stages around it.</summary>
[Optimize(Optimizer.Lamb), SumGradients, Transform(typeof(Transforms.ClipByNorm)), Average(typeof(Averages.Ema))]
internal sealed partial class SummedWholes(int length)
{
    public float Number;
    public float[] Array = new float[length];
    public double[,] Doubles = new double[length, 3];
    public Half[] Halves = new Half[length];
}

/// <summary>A model of summed gradients, with a rule that measures rows and columns.</summary>
[Optimize(typeof(OwnLines), LearningRate = 0.001), SumGradients]
internal sealed partial class SummedLines(int length)
{
    public float[,] Array = new float[5, length];
    public Half[] Halves = new Half[length];
}

/// <summary>A model of summed gradients, with state in fewer bytes.</summary>
[Optimize(Optimizer.Adam, StatePrecision = StatePrecision.BFloat16), SumGradients]
internal sealed partial class SummedNarrow(int length)
{
    public float[] Array = new float[length];
    public Half[] Halves = new Half[length];
}

/// <summary>A model of summed gradients, from which others derive.</summary>
[Optimize(Optimizer.Adam), SumGradients]
internal partial class SummedBase(int length)
{
    public float[] Array = new float[length];
    public float Number;
}

/// <summary>A model of summed gradients whose step is its base class's.</summary>
[Optimize(Optimizer.Lion)]
internal sealed partial class SummedDerived(int length) : SummedBase(length)
{
    public double[] Doubles = new double[length];
}
