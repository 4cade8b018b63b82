using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;
using static VerifyXunit.Verifier;

namespace FusedOpt.Generator.Tests.Snapshots;

/// <summary>The code of classes whose rule has stages around it.</summary>
public class StageSnapshots
{
    [Fact]
    public Task UserTransform() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Transforms;

        [GradientTransform(Source = "ours")]
        public static partial class Soften
        {
            public static void Transform(ref float gradient, float parameter, ref float peak, [Interval("(0, inf)")] double scale = 1)
            {
                peak = System.MathF.Max(0.9f * peak, System.MathF.Abs(gradient));
                gradient = peak > 0f ? (float)scale * gradient / peak : gradient;
            }
        }

        [Optimize(Adam)]
        [Transform(typeof(ClipByValue), MaxValue = 5), Transform(typeof(Soften)), Hyperparameter("scale", 2.0, Of = typeof(Soften))]
        public partial class Model
        {
            public float[] Weights = new float[64];
            [Hyperparameter("maxValue", 0.5, Of = typeof(ClipByValue))] public float Bias;
        }
        """));

    [Fact]
    public Task ClipByNorm() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Transforms;

        [Optimize(AdamW), Transform(typeof(ClipByNorm), MaxNorm = 0.5)]
        public partial class Model
        {
            public float[] Weights = new float[64];
        }
        """));

    // A step that is not slow leaves the slow weights where they are.
    [Fact]
    public Task Lookahead() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Averages;

        [Optimize(Sgd), Average(typeof(Lookahead))]
        public partial class Model
        {
            public float[] Weights = new float[64];
        }
        """));

    [Fact]
    public Task GradientNoise() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Transforms;

        [Optimize(AdamW, NoiseSeed = 7), Transform(typeof(GradientNoise), Eta = 0.3)]
        public partial class Model
        {
            public float[] Weights = new float[64];
            public float[][] Layers = [];
            public float Bias;
            public System.Half[] Halves = new System.Half[64];
            [Parameter(8, 4)] public partial System.Span<float> Table { get; }
            [SparseGradient, Parameter(8, 4)] public partial System.Span<float> Words { get; }
            [Hyperparameter("eta", 0.0, Of = typeof(GradientNoise))] public float Quiet;
        }
        """));

    [Fact]
    public Task Ema() => Verify(Testbed.Generate("""
        using FusedOpt;
        using FusedOpt.Averages;

        [Optimize(AdamW), Average(typeof(Ema), Decay = 0.9999)]
        public partial class Model
        {
            public float[] Weights = new float[64];
            [Parameter(8, 4)] public partial System.Span<float> Table { get; }
        }
        """));
}
