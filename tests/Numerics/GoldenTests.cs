using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>The steps follow PyTorch's own trajectories.</summary>
public class GoldenTests
{
    // PyTorch computes in another order (it divides by sqrt(1 - beta2^t) element by element, say), so the two differ by
    // roundings. What a step keeps of an element takes at most four of them on either side: three products or quotients and
    // a sum for a moment; of a parameter, the subtraction and those of its change. Half a unit in the last place each on two
    // sides makes four units a step, at the size of the largest value or change that the element has had, since an error
    // stays when the value shrinks. A change has more than three roundings where it is as large as the parameter itself;
    // they seldom all point one way: the farthest here are 1.5 units apart a step. A learning rate wrong by 1e-4 is seen.
    private const int UnitsPerStep = 4;

    // PyTorch keeps what these compute once per step, such as ASGD's eta, in float32 tensors, whatever the parameters are: half
    // a unit of a float, 2^-24 of what it scales, in each step.
    private static readonly string[] RoundedUniforms = ["asgd", "nadam"];

    public static TheoryData<string> Names() => [.. Trajectory.Models.Keys];

    // Relative to the value itself, also where it passes close to 0: even there they keep within 5e-14.
    [Theory]
    [MemberData(nameof(Names))]
    public void DoublesFollowToThirteenDigits(string name)
    {
        var trajectory = Trajectory.Load(name, "float64");
        Assert.Null(
            Departure(trajectory, trajectory.Follow(Trajectory.Models[name].Double(trajectory.Initial.Length)), DoubleTolerance(name)));
    }

    /// <summary>
    /// PyTorch 1.13, with which the trajectories were recorded, multiplied by mu twice where it looks ahead; later versions and
    /// the paper do it once, and so does the rule. With that one change the rule follows.
    /// </summary>
    [Fact]
    public void NAdamFollowsButForWhatPyTorchMended()
    {
        var trajectory = Trajectory.Load("nadam", "float64");
        string source = RuleSource.Of(typeof(Rules.NAdamRule)),
            then = source.Replace("muProduct * muNext)", "muProduct * mu * muNext)", StringComparison.Ordinal);
        Assert.NotEqual(source, then);
        Assert.Null(Departure(trajectory, OracleMemories(then), DoubleTolerance("nadam")));
        Assert.NotNull(Departure(trajectory, OracleMemories(source), DoubleTolerance("nadam")));

        IEnumerable<Memory> OracleMemories(string rule)
        {
            var oracle = new Oracle<double>(
                RuleSource.Compile(RuleSource.Widened(rule)), new Dictionary<string, object>(), Variant.Named("NAdamPlain").Scopes);
            double[] weights = [.. trajectory.Initial];
            Array[] states = [new[] { 1.0 }, new double[weights.Length], new double[weights.Length]];
            for (int step = 0; step <= trajectory.Steps.Count; step++)
            {
                if (step > 0)
                    oracle.Step(
                        ParameterShape.Vector(weights.Length), weights, trajectory.Steps[step - 1].Gradient, states, step,
                        trajectory.Steps[step - 1].LearningRate);
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
    public void NoOtherRuleFollows(string name)
    {
        Trajectory doubles = Trajectory.Load(name, "float64"), floats = Trajectory.Load(name, "float32");
        foreach (string other in Trajectory.Models.Keys.Where(other => other != name))
        {
            IOptimizable wide = Trajectory.Models[other].Double(doubles.Initial.Length),
                single = Trajectory.Models[other].Float(floats.Initial.Length);
            Assert.StartsWith("Weights[", Departure(doubles, doubles.Follow(wide), DoubleTolerance(name)), StringComparison.Ordinal);
            Assert.StartsWith("Weights[", Departure(floats, floats.Follow(single), FloatTolerance), StringComparison.Ordinal);
        }
    }

    // For Rprop, the learning rate is the step size of the first step.
    [Theory]
    [MemberData(nameof(Names))]
    public void ASlightlyLargerStepDoesNotFollow(string name)
    {
        Trajectory doubles = Trajectory.Load(name, "float64"), floats = Trajectory.Load(name, "float32");
        IOptimizable wide = Trajectory.Models[name].Double(doubles.Initial.Length),
            single = Trajectory.Models[name].Float(floats.Initial.Length);
        double little = RoundedUniforms.Contains(name) ? 1e-4 : 1e-11;
        Assert.NotNull(Departure(doubles, doubles.Follow(wide, 1 + little), DoubleTolerance(name)));
        Assert.NotNull(Departure(floats, floats.Follow(single, 1 + 1e-4), FloatTolerance));
    }

    private static Func<double, double, int, double> DoubleTolerance(string name) => (expected, largest, steps) =>
        (1e-13 * Math.Abs(expected)) + (RoundedUniforms.Contains(name) ? steps * Math.Pow(2, -24) * largest : 0);

    private static double FloatTolerance(double expected, double largest, int steps)
    {
        float size = (float)largest;
        return UnitsPerStep * steps * (MathF.BitIncrement(size) - size);
    }

    /// <summary>
    /// Describes the place at which a path first leaves a trajectory; null if none. The tolerance is given the value, the largest size on
    /// its path, and the steps so far.
    /// </summary>
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
