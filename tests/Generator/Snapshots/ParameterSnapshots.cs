using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;
using static VerifyXunit.Verifier;

namespace FusedOpt.Generator.Tests.Snapshots;

/// <summary>The code generated for each kind of parameter, class and rule.</summary>
public class ParameterSnapshots
{
    [Fact]
    public Task ScalarsAndAnArray() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Adam, LearningRate = 1e-2)]
        public partial class Line
        {
            public float Slope;
            public float Intercept;
            public float[] Weights = new float[64];
        }
        """));

    [Fact]
    public Task GuardedGradients() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Sgd), GuardGradients(MaxNorm = 1, SkipNonFinite = true, LossScale = 65536, MicroBatches = 4)]
        public sealed partial class Network
        {
            public float[] Weights = new float[64];
            public Dense Head = new();
        }

        [Optimize(Sgd), GuardGradients]
        public sealed partial class Dense
        {
            public float[] Weights = new float[64];
        }
        """));

    [Fact]
    public Task Pruned() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Adagrad, InitialAccumulator = 0.1), Prune(Sparsity = 0.9, Begin = 1000, End = 10_000)]
        public sealed partial class Network
        {
            public float[,] Hidden = new float[64, 32];
            public float[][] Heads = [new float[32], new float[16]];
            public float[] Bias = new float[64];
            [KeepDense] public float[,] Output = new float[10, 64];
        }
        """));

    [Fact]
    public Task PrunedAndMeasured() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Transforms;

        [Optimize(Lamb), Transform(typeof(ClipByNorm)), GuardGradients(MaxNorm = 1), Prune(Sparsity = 0.5)]
        public sealed partial class Network
        {
            public float[,] Hidden = new float[64, 32];
            public float[] Bias = new float[64];
        }
        """));

    [Fact]
    public Task FloatAndDouble() => Verify(Testbed.Generate("""
        using FusedOpt;

        namespace Models;

        [Optimize(MomentumEma)]
        internal partial class Mixed
        {
            [Parameter] private float _bias;
            public double Scale;
            public float[] Weights = [];
            protected double[]? Table;
        }
        """));

    [Fact]
    public Task FrozenFieldsAndOtherMembers() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Sgd)]
        public partial class Model
        {
            public float[] Weights = [];
            [Frozen] public float[] Embedding = [];
            public const float Limit = 1;
            public static float Shared;
            public int Epochs;
            public string Name = "";
            [Frozen] public float Loss { get; set; }
        }
        """));

    [Fact]
    public Task GenericClassNestedInTypes() => Verify(Testbed.Generate("""
        using FusedOpt;

        namespace Models.Deep;

        public partial struct Outer<TKey>
        {
            internal partial record Middle
            {
                [Optimize(Sgd)]
                public partial class Inner<T> where T : class
                {
                    public float Weight;
                }
            }
        }
        """));

    [Fact]
    public Task KeywordsAndNamesOfGeneratedLocals() => Verify(Testbed.Generate("""
        using FusedOpt;

        namespace @event;

        [Optimize(Sgd, Momentum = 0.9)]
        public partial class @class
        {
            public float @params;
            public float[] step = [], gradients = [], uniforms = [], model = [];
            public float _stepMomentumBuffer;
        }
        """));

    [Fact]
    public Task Functions() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;

        [UpdateRule]
        public static partial class Softened
        {
            public static void Update(
                ref float parameter, float gradient, ref float average, long step, double learningRate = 1e-3, double power = 0.3)
            {
                double rate = learningRate * Math.Exp(-1 / Math.Cbrt(step));
                float share = RuleMath.Tanh((float)(power * step));
                average = MathF.FusedMultiplyAdd(share, gradient - average, average);
                float angle = RuleMath.Atan2(average, RuleMath.Pow(RuleMath.Log(1f + average * average), (float)power));
                parameter -= (float)rate * RuleMath.Tanh(angle) * RuleMath.Exp(-RuleMath.Cbrt(MathF.Abs(gradient)));
            }
        }

        [Optimize(typeof(Softened))]
        public partial class Model
        {
            public float[] Weights = new float[10];
        }
        """));

    [Fact]
    public Task UserRule() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;

        [UpdateRule(Source = "the <first> & only")]
        public static partial class SignMomentum
        {
            public static void Update(
                ref float parameter, float gradient, [State(Initial = 0.5)] ref float velocity, long step,
                double learningRate = 1e-4, double sharpness = 2, long warmup = 10)
            {
                const float Limit = 1e-3f;
                bool cold = step < warmup;
                float limited = MathF.Min(MathF.Abs(gradient), Limit);
                if (cold)
                    velocity = gradient;
                else if (gradient > Limit || gradient < -Limit)
                    velocity = 0.9f * velocity + 0.1f * gradient;
                float direction = velocity > 0f ? 1f : velocity < 0f ? -1f : 0f;
                parameter -= (float)(learningRate * Damping(sharpness)) * Cubed(direction) * limited;
            }

            private static double Damping(double sharpness)
            {
                double damping = Math.Exp(-sharpness);
                return damping;
            }

            private static float Cubed(float x) => x * x * x;
        }

        [Optimize(typeof(SignMomentum)), Hyperparameter("sharpness", 0.5)]
        public partial class Model
        {
            public float[] Weights = [];
        }
        """));

    [Fact]
    public Task RefusedClass() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Adam, Beta1 = 1.5)]
        public partial class Model
        {
            public float Bias;
            [Parameter] private double[] weights = [];
        }
        """));

    [Fact]
    public Task OtherFormsOfFields() => Verify(Testbed.Generate("""
        using System;
        using System.Numerics;
        using FusedOpt;

        [Optimize(Sgd, Momentum = 0.9)]
        public sealed partial class Model
        {
            public Half[] Halves = new Half[9];
            public float[,,] Cube = new float[2, 3, 4];
            public float[][] Rows = [new float[3], new float[5]];
            public Memory<float> Lent = new float[7];
            public Vector3 Position;
            public Vector3[] Points = new Vector3[4];
        }
        """));

    [Fact]
    public Task ParametersInAnArena() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;

        [Optimize(AdamW, LearningRate = 1e-3, WeightDecay = 0.01)]
        public sealed partial class Layer
        {
            [Parameter(784, 250)] public partial Span<float> Weights { get; }
            [Parameter(250, WeightDecay = 0)] public partial Span<float> Bias { get; }
            [Parameter] public partial float Scale { get; set; }
            [Parameter(LearningRateScale = 0.1)] internal partial float Shift { get; private set; }
        }
        """));

    [Fact]
    public Task ModelsWithinAModel() => Verify(Testbed.Generate("""
        using System.Collections.Generic;
        using FusedOpt;

        [Optimize(Adam, LearningRate = 3e-3)]
        public sealed partial class Network
        {
            public Dense Hidden = new();
            public Dense? Skip;
            [Parameter(LearningRateScale = 0.1)] public List<Dense> Layers = [];
            public float Temperature = 1;
        }

        [Optimize(Adam)]
        public sealed partial class Dense
        {
            public float[,] Weights = new float[3, 4];
        }
        """));

    [Fact]
    public Task ADerivedClass() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Adam)]
        public abstract partial class Layer
        {
            public float[] Weights = new float[3];
        }

        [Optimize(Sgd)]
        public sealed partial class Gated : Layer
        {
            public float Gate;
        }
        """));

    [Fact]
    public Task AStructure() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Adagrad, InitialAccumulator = 0.1)]
        public partial struct Line
        {
            public float Slope;
            public float[] Weights;
        }
        """));

    [Fact]
    public Task StateAsBFloat16() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;

        [Optimize(Adam, StatePrecision = StatePrecision.BFloat16, StateSeed = 7)]
        public partial class Model
        {
            public float[] Weights = new float[64];
            public Half[][] Halves = [new Half[3]];
            public float Bias;
            [Parameter(784, 256)] public partial Span<float> Table { get; }
            [Parameter] public partial float Scale { get; set; }
        }
        """));

    [Fact]
    public Task SparseTables() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;

        [Optimize(Adam, LearningRate = 1e-3)]
        public sealed partial class Words
        {
            [SparseGradient, Parameter(50000, 64)] public partial Span<float> Vectors { get; }
            [SparseGradient] public float[,] Contexts = new float[50000, 64];
            [SparseGradient, Parameter(1000, 8)] internal Half[] Topics = new Half[8000];
            public float[] Bias = new float[64];
        }
        """));

    [Fact]
    public Task StateAsBlocksOf8Bits() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Lamb, StatePrecision = StatePrecision.Block8)]
        public partial class Model
        {
            public float[] Weights = new float[8192];
            public double[] Wide = new double[8192];
        }
        """));

    [Fact]
    public Task AScheduledClass() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Schedules;

        [Optimize(AdamW), Schedule(nameof(Rate))]
        public partial class Model
        {
            private static readonly ISchedule Rate = new Cosine(1e-3, steps: 9000).Warmup(1000);
            public float[] Weights = new float[64];
            public Head Head = new();
        }

        [Optimize(Sgd)]
        public sealed partial class Head : Model
        {
            public float Scale;
        }
        """));

    [Fact]
    public Task SummedGradients() => Verify(Testbed.Generate("""
        using System;
        using FusedOpt;

        [Optimize(AdamW), SumGradients]
        public partial class Model
        {
            public float[] Weights = new float[64];
            public Half[][] Halves = [new Half[3]];
            public float Scale;
        }

        [Optimize(Lamb)]
        public sealed partial class Derived : Model
        {
            public double[,] Table = new double[8, 8];
        }
        """));

    [Fact]
    public Task SummedGradientsOfATree() => Verify(Testbed.Generate("""
        using System;
        using System.Collections.Generic;
        using FusedOpt;

        [Optimize(Sgd), SumGradients, GuardGradients(MaxNorm = 1, SkipNonFinite = true)]
        public sealed partial class Network
        {
            public float[] Scale = new float[64];
            public Dense Head = new();
            public Dense? Skip;
            public List<Dense> Layers = [new(), new()];
        }

        [Optimize(Sgd), SumGradients, GuardGradients]
        public sealed partial class Dense
        {
            [Parameter(64, 10)] public partial Span<float> Weights { get; }
            [Parameter] public partial float Bias { get; set; }
        }
        """));
}
