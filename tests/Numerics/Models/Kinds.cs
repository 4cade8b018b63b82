using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using NewTensor = System.Numerics.Tensors.Tensor;

namespace FusedOpt.Numerics.Tests.Models;

/// <summary>A parameter of every kind, under a rule whose elements have nothing to do with each other.</summary>
[Optimize(Optimizer.AdamW, LearningRate = 0.001, WeightDecay = 0.1)]
internal sealed partial class ElementKinds(int length)
{
    public Half HalfNumber;
    public Half[] Halves = new Half[length];
    public Half[,] HalfMatrix = new Half[5, 7];
    public Half[][] HalfRows = [new Half[3], new Half[600]];

    public float[,,] Cube = new float[3, 4, 5];
    public double[,,,] Tesseract = new double[2, 3, 2, 3];

    public float[][] Rows = [new float[length], [], new float[17]];
    public double[][][] Nested = [[new double[5], new double[1]], [], [new double[length]]];
    public float[][,] Matrices = [new float[3, 4], new float[1, 9]];

    public Memory<float> Lent = new float[length];
    public Memory<double>[] LentRows = [new double[7], new double[length]];
    [Parameter(4, 9)] public Memory<float> LentMatrix = new float[40].AsMemory(2, 36);

    public Vector2 Two;
    public Vector3 Three;
    public Vector4 Four;
    public Quaternion Rotation;
    public Plane Plane;
    public Matrix3x2 Affine;
    public Matrix4x4 Projective;
    public Vector3[] Points = new Vector3[length];
    public Memory<Vector2> Corners = new Vector2[9];

    public ElevenSingles Singles;
    public FiveDoubles Doubles;
    public ElevenSingles[] ManySingles = new ElevenSingles[3];

    public Tensor<float> Tensor = NewTensor.CreateFromShape<float>([length]);
    [Parameter(3, 6)] public Tensor<double> Square = NewTensor.CreateFromShape<double>([3, 6]);

    [Parameter(LearningRateScale = 0.25)] public double[] Slow = new double[length];
    [Parameter(LearningRate = 0.004)] public float Fast;
    [Parameter(WeightDecay = 0)] public float[] Undecayed = new float[length];
    [Parameter(WeightDecay = 0, Beta1 = 0.5)] public Half[] UndecayedHalves = new Half[length];
}

/// <summary>A parameter of every kind, under a rule that reduces rows, columns and whole parameters.</summary>
[Optimize(typeof(OwnLines), LearningRate = 0.001)]
internal sealed partial class LineKinds(int length)
{
    public Half HalfNumber;
    public Half[] Halves = new Half[length];
    public Half[,] HalfMatrix = new Half[5, 7];
    public Half[][] HalfRows = [new Half[3], new Half[600]];

    public float[,,] Cube = new float[3, 4, 5];
    public double[,,,] Tesseract = new double[2, 3, 2, 3];

    public float[][] Rows = [new float[length], [], new float[17]];
    public double[][][] Nested = [[new double[5], new double[1]], [], [new double[length]]];
    public float[][,] Matrices = [new float[3, 4], new float[1, 9]];

    public Memory<float> Lent = new float[length];
    public Memory<double>[] LentRows = [new double[7], new double[length]];
    [Parameter(4, 9)] public Memory<float> LentMatrix = new float[40].AsMemory(2, 36);

    public Vector2 Two;
    public Vector3 Three;
    public Vector4 Four;
    public Quaternion Rotation;
    public Plane Plane;
    public Matrix3x2 Affine;
    public Matrix4x4 Projective;
    public Vector3[] Points = new Vector3[length];
    public Memory<Vector2> Corners = new Vector2[9];

    public ElevenSingles Singles;
    public FiveDoubles Doubles;
    public ElevenSingles[] ManySingles = new ElevenSingles[3];

    public Tensor<float> Tensor = NewTensor.CreateFromShape<float>([length]);
    [Parameter(3, 6)] public Tensor<double> Square = NewTensor.CreateFromShape<double>([3, 6]);

    [Parameter(LearningRateScale = 0.25)] public double[] Slow = new double[length];
    [Parameter(LearningRate = 0.004)] public float Fast;
}

[InlineArray(11)]
internal struct ElevenSingles
{
    private float _first;
}

[InlineArray(5)]
internal struct FiveDoubles
{
    private double _first;
}
