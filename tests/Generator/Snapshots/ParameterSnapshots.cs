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
    public Task FloatAndDouble() => Verify(Testbed.Generate("""
        using FusedOpt;

        namespace Models;

        [Optimize(MomentumEma)]
        internal partial class Mixed
        {
            private float _bias;
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
            public float Loss { get; set; }
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
            private double[] weights = [];
        }
        """));
}
