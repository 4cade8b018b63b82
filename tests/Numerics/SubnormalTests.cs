using System;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Averages of a gradient that stays 0 reach 0. Rounded to the nearest they would stay in the subnormal numbers for ever, where processors
/// are slow.
/// </summary>
public class SubnormalTests
{
    // 0.999^n times a first average of at most 2^10 is below 2^-126 from n = 94,300 on.
    private const int Steps = 100_000;

    [Theory]
    [InlineData("SgdDampening", "momentum_buffer")]
    [InlineData("MomentumEmaCorrected", "exp_avg")]
    [InlineData("AdadeltaPlain", "square_avg acc_delta")]
    [InlineData("RmsPropPlain", "square_avg")]
    [InlineData("RmsPropCentered", "square_avg grad_avg")]
    [InlineData("AdamPlain", "exp_avg exp_avg_sq")]
    [InlineData("AdamAmsGrad", "exp_avg exp_avg_sq")]
    [InlineData("AdamWPlain", "exp_avg exp_avg_sq")]
    [InlineData("RAdamPlain", "exp_avg exp_avg_sq")]
    [InlineData("NAdamPlain", "exp_avg exp_avg_sq")]
    [InlineData("AdaBeliefDecay", "exp_avg")]
    [InlineData("AdanProximal", "exp_avg exp_avg_sq exp_avg_diff")]
    [InlineData("AdEmaMixUndecayed", "exp_avg exp_avg_sq")]
    [InlineData("AdoptDecay", "exp_avg")]
    [InlineData("LionDecay", "exp_avg")]
    [InlineData("LambDecay", "exp_avg exp_avg_sq")]
    [InlineData("StableAdamWDecay", "exp_avg exp_avg_sq")]
    [InlineData("CautiousAdamWDecay", "exp_avg exp_avg_sq")]
    [InlineData("ScheduleFreePlain", "exp_avg_sq")]
    public void AveragesOfNothingBecomeZero(string name, string states)
    {
        (Memory before, Memory after) = Rested(name);
        foreach (string state in states.Split(' '))
        {
            Assert.Contains((float[])before.Arrays[$"Singles/{state}"], x => x != 0);
            Assert.All((float[])after.Arrays[$"Singles/{state}"], x => Assert.Equal(0, x));
        }
    }

    [Fact]
    public void ThoseOfARuleThatDoesNotFlushThemStaySubnormal() =>
        Assert.Contains((float[])Rested("LibrarySign").After.Arrays["Singles/velocity"], float.IsSubnormal);

    private static (Memory Before, Memory After) Rested(string name)
    {
        IOptimizable model = Variant.Named(name).Create(17);
        Writer.Parameters(model, Values.Fill(17, 1, hostile: false));
        for (int step = 1; step <= 3; step++)
        {
            Writer.Gradients(model, Values.Fill(17, 1 + step, hostile: false));
            model.Step();
        }

        Memory before = Memory.Of(model);
        model.ZeroGradients();
        for (int step = 0; step < Steps; step++)
            model.Step();
        return (before, Memory.Of(model));
    }
}
