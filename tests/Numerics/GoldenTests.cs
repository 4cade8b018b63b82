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

    // PyTorch keeps what these compute once per step, such as ASGD's eta, in float32 tensors, whatever the parameters are: half
    // a unit of a float, 2^-24 of what it scales, in each step.
    private static readonly string[] RoundedUniforms = ["asgd", "nadam"];

    public static TheoryData<string> Names() => [.. Trajectory.Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesFollowToThirteenDigits(string name)
    {
        var trajectory = Trajectory.Load(name, "float64");
        Assert.Null(Departure(trajectory, trajectory.Follow(Trajectory.Models[name].Double(trajectory.Initial.Length)), DoubleTolerance(name)));
    }

    /// <summary>
    /// PyTorch 1.13, with which the trajectories were recorded, multiplied by mu twice where it looks ahead; later versions and
    /// the paper do it once, and so does the rule. With that one change the rule follows.
    /// </summary>
    [Fact]
    public void NAdamFollowsButForWhatPyTorchMended()
    {
        var trajectory = Trajectory.Load("nadam", "float64");
        string source = RuleSource.Of(typeof(Rules.NAdam)), then = source.Replace("muProduct * muNext)", "muProduct * mu * muNext)", StringComparison.Ordinal);
        Assert.NotEqual(source, then);
        Assert.Null(Departure(trajectory, OracleMemories(then), DoubleTolerance("nadam")));
        Assert.NotNull(Departure(trajectory, OracleMemories(source), DoubleTolerance("nadam")));

        IEnumerable<Memory> OracleMemories(string rule)
        {
            var oracle = new Oracle<double>(RuleSource.Compile(RuleSource.Widened(rule)), new Dictionary<string, object>(), new HashSet<string> { "muProduct" });
            double[] weights = [.. trajectory.Initial];
            Array[] states = [new[] { 1.0 }, new double[weights.Length], new double[weights.Length]];
            for (int step = 0; step <= trajectory.Steps.Count; step++)
            {
                if (step > 0)
                    oracle.Step(weights, trajectory.Steps[step - 1].Gradient, states, step, trajectory.Steps[step - 1].LearningRate);
                var memory = new Memory();
                memory.Arrays.Add("Weights", (Array)weights.Clone());
                foreach ((string name, Array state) in oracle.States.Zip(states))
                    memory.Arrays.Add("Weights/" + Comparison.Snake(name), (Array)state.Clone());
                yield return memory;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatsFollowToFourUnitsInTheLastPlacePerStep(string name)
    {
        var trajectory = Trajectory.Load(name, "float32");
        Assert.Null(Departure(trajectory, trajectory.Follow(Trajectory.Models[name].Float(trajectory.Initial.Length)), FloatTolerance));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AnotherRuleDoesNotFollow(string name)
    {
        string other = name == "adam" ? "adam_amsgrad" : "adam";
        var trajectory = Trajectory.Load(other, "float32");
        Assert.NotNull(Departure(trajectory, trajectory.Follow(Trajectory.Models[name].Float(trajectory.Initial.Length)), FloatTolerance));
    }

    [Fact]
    public void ASlightlyLargerStepDoesNotFollow()
    {
        var trajectory = Trajectory.Load("adam", "float64");
        Memory last = trajectory.Follow(Trajectory.Models["adam"].Double(trajectory.Initial.Length)).Last();
        double[] weights = (double[])last.Arrays["Weights"];
        Assert.True(Math.Abs(weights[0] * (1 + 1e-12) - trajectory.Steps[^1].After[0]) > 1e-13 * Math.Abs(trajectory.Steps[^1].After[0]));
    }

    private static Func<double, double, int, double> DoubleTolerance(string name) => (expected, largest, steps) =>
        (1e-13 * Math.Abs(expected)) + (RoundedUniforms.Contains(name) ? steps * Math.Pow(2, -24) * largest : 0);

    private static double FloatTolerance(double expected, double largest, int steps)
    {
        float size = (float)largest;
        return UnitsPerStep * steps * (MathF.BitIncrement(size) - size);
    }

    /// <summary>Where a path first leaves a trajectory, or null. The tolerance is told the value, the largest size on its path, and the steps so far.</summary>
    private static string? Departure(Trajectory trajectory, IEnumerable<Memory> memories, Func<double, double, int, double> tolerance)
    {
        Memory[] path = [.. memories];
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
