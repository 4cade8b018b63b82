using System;
using FusedOpt.Numerics.Tests.Models;
using FusedOpt.RuleLibrary;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>A rule's demands on its hyperparameters hold for direct calls, too, and are checked before anything is written.</summary>
public class RequireTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.9, 0.1)]
    public void NesterovDemandsMomentumWithoutDampening(double momentum, double dampening)
    {
        float parameter = 1, momentumBuffer = 2;
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => Rules.SgdRule.Update(ref parameter, 1, ref momentumBuffer, 1, momentum: momentum, dampening: dampening, nesterov: true));
        Assert.Equal("Nesterov momentum requires a momentum and zero dampening", refusal.Message);
        Assert.Equal((1, 2), (parameter, momentumBuffer));

        Rules.SgdRule.Update(ref parameter, 1, ref momentumBuffer, 1, momentum: 0.9, nesterov: true);
        Assert.NotEqual((1, 2), (parameter, momentumBuffer));
    }

    [Fact]
    public void ARuleOfTheSameProjectMakesItsDemands()
    {
        float parameter = 1, velocity = 2, peak = 3;
        Assert.Equal(
            "bounded requires a decay above 0.5",
            Assert.Throws<ArgumentException>(() => OwnChoices.Update(ref parameter, 1, ref velocity, ref peak, 1, decay: 0.5)).Message);
        Assert.Equal((1, 2, 3), (parameter, velocity, peak));

        OwnChoices.Update(ref parameter, 1, ref velocity, ref peak, 1, decay: 0.5, bounded: false);
        Assert.NotEqual((1, 2, 3), (parameter, velocity, peak));
    }

    [Fact]
    public void ARuleOfAnotherAssemblyMakesItsDemands()
    {
        float parameter = 1, first = 2, second = 3, third = 4;
        Assert.Equal(
            "flip requires a scale above 0.1",
            Assert.Throws<ArgumentException>(
                () => Everything.Update(ref parameter, 1, ref first, ref second, ref third, 1, scale: 0.1)).Message);
        Assert.Equal((1, 2, 3, 4), (parameter, first, second, third));

        Everything.Update(ref parameter, 1, ref first, ref second, ref third, 1, scale: 0.1, flip: false);
        Assert.NotEqual((1, 2, 3, 4), (parameter, first, second, third));
    }
}
