using System;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>The scale of a loss has bounds, within which each step does what it says.</summary>
public class LossScaleTests
{
    [Fact]
    public void ItStopsAtItsLargest()
    {
        var model = new QuicklyScaled();
        for (int i = 0; i < 1200; i++)
            model.Step();
        Assert.Equal(GuardGradientsAttribute.MaxLossScale, model.LossScale);
        Assert.Equal(Math.ScaleB(1, 95), model.LossScale);
        Assert.Equal((0, 1200, 0f), (model.SkippedSteps, model.StepCount, model.Weight));

        // The scale comes down again, and no step is lost: 2^95 times 2^40 is no float.
        float scaled = (float)(Math.ScaleB(1, 40) * model.LossScale);
        Assert.Equal(float.PositiveInfinity, scaled);
        for (int i = 0; i < 8; i++)
        {
            model.Gradients.Weight = (float)(Math.ScaleB(1, 40) * model.LossScale);
            model.Step();
        }

        Assert.Equal(8, model.SkippedSteps);
        Assert.Equal(Math.ScaleB(1, 87), model.LossScale);
        model.Gradients.Weight = (float)(Math.ScaleB(1, 40) * model.LossScale);
        model.Step();
        Assert.Equal((8, -(float)Math.ScaleB(1, 40)), (model.SkippedSteps, model.Weight));
    }

    [Fact]
    public void AGradientAtTheLargestScaleIsNotLost()
    {
        var model = new QuicklyScaled();
        for (int i = 0; i < 400; i++)
        {
            float before = model.Weight;
            model.Gradients.Weight = (float)(1e-10 * model.LossScale);
            model.Gradients.Wide = 1e-30 * model.LossScale;
            model.Step();
            Assert.True(model.Weight < before);
        }

        // 400 sums of floats.
        Assert.InRange(model.Weight, -400e-10 * (1 + (400.0 / (1 << 24))), -400e-10 * (1 - (400.0 / (1 << 24))));
        Assert.InRange(model.Wide, -400.001e-30, -399.999e-30);
    }

    [Fact]
    public void ItStopsAtItsSmallestAndSaysSo()
    {
        var model = new QuicklyScaled();
        for (int i = 0; i < 1100; i++)
        {
            // The scale is halved 34 times from 2^10 on.
            Assert.Equal(i > 34, model.IsLossScaleExhausted);
            model.Gradients.Weight = float.NaN;
            model.Step();
        }

        Assert.Equal(GuardGradientsAttribute.MinLossScale, model.LossScale);
        Assert.Equal(Math.ScaleB(1, -24), model.LossScale);
        Assert.Equal((1100, 0, 0f), (model.SkippedSteps, model.StepCount, model.Weight));
        for (int i = 1; i <= 30; i++)
        {
            model.Gradients.Weight = (float)(0.5 * model.LossScale);
            model.Step();
            Assert.Equal(-0.5f * i, model.Weight);
            Assert.False(model.IsLossScaleExhausted);
        }

        Assert.Equal((1100, 30, 64.0), (model.SkippedSteps, model.StepCount, model.LossScale));
    }

    [Fact]
    public void WhatIsNotFiniteOnceItIsDividedIsSkipped()
    {
        QuicklyScaled Lowered()
        {
            var lowered = new QuicklyScaled();
            for (int i = 0; i < 40; i++)
            {
                lowered.Gradients.Weight = float.NaN;
                lowered.Step();
            }

            (lowered.Gradients.Weight, lowered.Gradients.Wide) = (0, 0);
            return lowered;
        }

        // 2^103 times 2^24 is a float, 2^104 times 2^24 is none; for doubles both are nothing.
        QuicklyScaled model = Lowered();
        model.Gradients.Weight = (float)Math.ScaleB(1, 104);
        model.Step();
        Assert.Equal((41, 0, 0f, true), (model.SkippedSteps, model.StepCount, model.Weight, model.IsLossScaleExhausted));
        model.Gradients.Weight = (float)Math.ScaleB(1, 103);
        model.Step();
        Assert.Equal((41, 1, -(float)Math.ScaleB(1, 127)), (model.SkippedSteps, model.StepCount, model.Weight));
        model = Lowered();
        model.Gradients.Wide = Math.ScaleB(1, 104);
        model.Step();
        Assert.Equal((40, 1, -Math.ScaleB(1, 128)), (model.SkippedSteps, model.StepCount, model.Wide));
        model = Lowered();
        model.Gradients.Wide = 2e301;
        model.Step();
        Assert.Equal((41, 0, 0.0), (model.SkippedSteps, model.StepCount, model.Wide));
    }

    [Fact]
    public void ItsBoundsAreThoseOfTheFormatsTheyAreMadeFor()
    {
        // The factor on the gradients is a normal float for any number of micro-batches, and the scale itself is one.
        Assert.True(float.IsNormal((float)(1 / (GuardGradientsAttribute.MaxLossScale * int.MaxValue))));
        Assert.False(float.IsNormal((float)(1 / (2.1 * GuardGradientsAttribute.MaxLossScale * int.MaxValue))));
        Assert.True(
            float.IsNormal((float)GuardGradientsAttribute.MinLossScale) && float.IsNormal((float)GuardGradientsAttribute.MaxLossScale));
        Assert.Equal(GuardGradientsAttribute.MinLossScale, (double)Half.Epsilon);
    }
}
