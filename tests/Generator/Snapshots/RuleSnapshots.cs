using System.Threading.Tasks;
using FusedOpt.Generator.Tests.Infrastructure;
using Xunit;
using static VerifyXunit.Verifier;

namespace FusedOpt.Generator.Tests.Snapshots;

/// <summary>The code generated for each built-in rule.</summary>
public class RuleSnapshots
{
    [Fact]
    public Task Sgd() => Verify(Model("Sgd"));

    [Fact]
    public Task SgdWithMomentumAndDampening() => Verify(Model("Sgd, Momentum = 0.9, Dampening = 0.5"));

    [Fact]
    public Task SgdWithNesterovMomentum() => Verify(Model("Sgd, Momentum = 0.9, Nesterov = true, WeightDecay = 1e-4, Maximize = true"));

    [Fact]
    public Task Momentum() => Verify(Model("Momentum"));

    [Fact]
    public Task MomentumEma() => Verify(Model("MomentumEma"));

    [Fact]
    public Task MomentumEmaWithBiasCorrection() => Verify(Model("MomentumEma, BiasCorrection = true"));

    [Fact]
    public Task Adagrad() => Verify(Model("Adagrad, LearningRateDecay = 0.1, InitialAccumulator = 0.1"));

    [Fact]
    public Task Adadelta() => Verify(Model("Adadelta"));

    [Fact]
    public Task RmsProp() => Verify(Model("RmsProp"));

    [Fact]
    public Task RmsPropCenteredWithMomentum() => Verify(Model("RmsProp, Centered = true, Momentum = 0.9, EpsilonInsideSqrt = true"));

    [Fact]
    public Task Adam() => Verify(Model("Adam"));

    [Fact]
    public Task AdamWithFastMath() => Verify(Model("Adam, FastMath = true"));

    [Fact]
    public Task AdamWithAmsGrad() => Verify(Model("Adam, AmsGrad = true, WeightDecay = 0.01"));

    [Fact]
    public Task AdamWithoutBiasCorrection() => Verify(Model("Adam, BiasCorrection = false"));

    [Fact]
    public Task AdamW() => Verify(Model("AdamW"));

    [Fact]
    public Task Adamax() => Verify(Model("Adamax"));

    [Fact]
    public Task NAdam() => Verify(Model("NAdam"));

    [Fact]
    public Task RAdam() => Verify(Model("RAdam"));

    [Fact]
    public Task Rprop() => Verify(Model("Rprop"));

    [Fact]
    public Task Asgd() => Verify(Model("Asgd"));

    [Fact]
    public Task Lion() => Verify(Model("Lion"));

    [Fact]
    public Task Signum() => Verify(Model("Signum"));

    [Fact]
    public Task AdaBelief() => Verify(Model("AdaBelief"));

    [Fact]
    public Task Yogi() => Verify(Model("Yogi"));

    [Fact]
    public Task Adan() => Verify(Model("Adan"));

    [Fact]
    public Task AdEmaMix() => Verify(Model("AdEmaMix, WarmupSteps = 100"));

    [Fact]
    public Task Adopt() => Verify(Model("Adopt, WeightDecay = 0.01"));

    [Fact]
    public Task Ftrl() => Verify(Model("Ftrl, L1 = 0.1"));

    [Fact]
    public Task ScheduleFreeAdamW() => Verify(Model("ScheduleFreeAdamW"));

    [Fact]
    public Task Lamb() => Verify(Model("Lamb"));

    [Fact]
    public Task Lars() => Verify(Model("Lars, WeightDecay = 1e-4"));

    [Fact]
    public Task CautiousAdamW() => Verify(Model("CautiousAdamW"));

    [Fact]
    public Task StableAdamW() => Verify(Model("StableAdamW"));

    [Fact]
    public Task Adafactor() => Verify(Testbed.Generate("""
        using FusedOpt;

        [Optimize(Adafactor)]
        public partial class Model
        {
            public float[,] Weights = new float[64, 10];
            [Parameter(10, 4)] public float[] Table = new float[40];
            public float[] Bias = new float[10];
            public float Scale;
        }
        """));

    private static Microsoft.CodeAnalysis.GeneratorDriver Model(string rule) => Testbed.Generate($$"""
        using FusedOpt;

        [Optimize({{rule}})]
        public partial class Model
        {
            public float[] Weights = new float[64];
        }
        """);
}
