using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>The steps follow PyTorch's own trajectories.</summary>
public class GoldenTests
{
    // PyTorch computes an update in another order (it divides by sqrt(1 - beta2^t) element by element, say). From the mean of
    // the gradient to the parameter there are, on either side, at most four roundings of half a unit in the last place: of
    // the step size, a product, a quotient, and of the new parameter. That makes four units a step between the two, at the
    // size of the largest value or change that the element has had, since a rounding error stays when the value shrinks.
    private const int UnitsPerStep = 4;

    public static TheoryData<string> Names() => [.. Trajectory.Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesFollowToThirteenDigits(string name)
    {
        var trajectory = Trajectory.Load(name, "float64");
        Assert.Null(Departure(trajectory, Trajectory.Models[name].Double(trajectory.Initial.Length), (expected, _, _) => 1e-13 * Math.Abs(expected)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsFollowToFourUnitsInTheLastPlacePerStep(string name)
    {
        var trajectory = Trajectory.Load(name, "float32");
        Assert.Null(Departure(trajectory, Trajectory.Models[name].Float(trajectory.Initial.Length), FloatTolerance));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnotherRuleDoesNotFollow(string name)
    {
        string other = name == "adam" ? "adam_amsgrad" : "adam";
        var trajectory = Trajectory.Load(other, "float32");
        Assert.NotNull(Departure(trajectory, Trajectory.Models[name].Float(trajectory.Initial.Length), FloatTolerance));
    }

    [Fact]
    public void ASlightlyLargerStepDoesNotFollow()
    {
        var trajectory = Trajectory.Load("adam", "float64");
        Memory last = trajectory.Follow(Trajectory.Models["adam"].Double(trajectory.Initial.Length)).Last();
        double[] weights = (double[])last.Arrays["Weights"];
        Assert.True(Math.Abs(weights[0] * (1 + 1e-12) - trajectory.Steps[^1].After[0]) > 1e-13 * Math.Abs(trajectory.Steps[^1].After[0]));
    }

    private static double FloatTolerance(double expected, double largest, int steps)
    {
        float size = (float)largest;
        return UnitsPerStep * steps * (MathF.BitIncrement(size) - size);
    }

    /// <summary>Where a model first leaves a trajectory, or null. The tolerance is told the value, the largest size on its path, and the steps so far.</summary>
    private static string? Departure(Trajectory trajectory, IOptimizable model, Func<double, double, int, double> tolerance)
    {
        Memory[] path = [.. trajectory.Follow(model)];
        IEnumerable<(string Key, int Step, double[] Expected)> expectations = trajectory.Steps
            .Select((s, i) => ("Weights", i + 1, s.After))
            .Concat(trajectory.States.Where(s => s.Key != "step").Select(s => ("Weights/" + s.Key, trajectory.Steps.Count, s.Value)));
        foreach ((string key, int step, double[] expected) in expectations)
        {
            if (!path[step].Arrays.ContainsKey(key))
                return $"no {key}";
            for (int i = 0; i < expected.Length; i++)
            {
                double actual = Number(path[step], key, i);
                double[] values = [.. path.Take(step + 1).Select(m => Number(m, key, i))];
                double largest = values.Concat(values.Zip(values.Skip(1), (a, b) => b - a)).Max(Math.Abs);
                if (!(Math.Abs(actual - expected[i]) <= tolerance(expected[i], largest, step)))
                    return $"{key}[{i}] after step {step}: {actual:R} and not {expected[i]:R}";
            }
        }

        return null;
    }

    private static double Number(Memory memory, string key, int index) => Convert.ToDouble(memory.Arrays[key].GetValue(index), null);
}
