using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>Bad input is refused in these words, with the name of the argument, before anything has been written.</summary>
public class RefusalTests
{
    private static readonly (string Parameter, string Message, Action<float[]> Call)[] _refusals =
    [
        ("low", "low is NaN; it must be finite.", w => Initialize.Uniform(w, 1, double.NaN, 1)),
        ("high", "high is Infinity; it must be finite.", w => Initialize.Uniform(w, 1, 0, double.PositiveInfinity)),
        ("low", "low is 2, which is above high, 1.", w => Initialize.Uniform(w, 1, 2, 1)),
        ("high", "high is too large: values could exceed the range of Single.", w => Initialize.Uniform(w, 1, 0, 1e39)),
        ("low", "low is too large: values could exceed the range of Single.", w => Initialize.Uniform(w, 1, -1e39, 0)),
        ("high", "high - low overflows: low is -1E+308 and high is 1E+308.", _ => Initialize.Uniform(new double[2], 1, -1e308, 1e308)),
        ("mean", "mean is NaN; it must be finite.", w => Initialize.Normal(w, 1, double.NaN)),
        ("mean", "mean is too large: values could exceed the range of Single.", w => Initialize.Normal(w, 1, 1e39)),
        ("standardDeviation", "standardDeviation is -0.5; it must be finite and at least 0.", w => Initialize.Normal(w, 1, 0, -0.5)),
        ("standardDeviation", "standardDeviation is NaN; it must be finite and at least 0.", w => Initialize.Normal(w, 1, 0, double.NaN)),
        ("standardDeviation",
            "standardDeviation is too large: values could exceed the range of Single.",
            w => Initialize.Normal(w, 1, 0, 1e38)),
        ("standardDeviation",
            "standardDeviation is too large: values could exceed the range of Double.",
            _ => Initialize.Normal(new double[1], 1, 0, 1e308)),
        ("fanIn", "fanIn is 0; it must be at least 1.", w => Initialize.XavierUniform(w, 0, 1, 1)),
        ("fanOut", "fanOut is -3; it must be at least 1.", w => Initialize.XavierUniform(w, 1, -3, 1)),
        ("gain", "gain is -1; it must be finite and at least 0.", w => Initialize.XavierUniform(w, 1, 1, 1, -1)),
        ("gain", "gain is too large: values could exceed the range of Single.", w => Initialize.XavierUniform(w, 1, 1, 1, 1e39)),
        ("fanIn", "fanIn is 0; it must be at least 1.", w => Initialize.XavierNormal(w, 0, 1, 1)),
        ("gain", "gain is NaN; it must be finite and at least 0.", w => Initialize.XavierNormal(w, 1, 1, 1, double.NaN)),
        ("fan", "fan is 0; it must be at least 1.", w => Initialize.KaimingUniform(w, 0, 1)),
        ("gain", "gain is Infinity; it must be finite and at least 0.", w => Initialize.KaimingUniform(w, 1, 1, double.PositiveInfinity)),
        ("gain", "gain is too large: values could exceed the range of Double.", _ => Initialize.KaimingUniform(new double[1], 1, 1, 1e308)),
        ("fan", "fan is -1; it must be at least 1.", w => Initialize.KaimingNormal(w, -1, 1)),
        ("gain", "gain is too large: values could exceed the range of Single.", w => Initialize.KaimingNormal(w, 1, 1, 1e38)),
        ("mode", "mode is 7; it must be FanIn or FanOut.", _ => Initialize.KaimingNormal(new float[1, 1], 1, mode: (FanMode)7)),
        ("rows", "rows is -1; it must be at least 0.", w => Initialize.Orthogonal(w, -1, 3, 1)),
        ("columns", "columns is -2; it must be at least 0.", w => Initialize.Orthogonal(w, 3, -2, 1)),
        ("weights", "weights has 3 elements, but rows * columns is 2 * 2.", w => Initialize.Orthogonal(w, 2, 2, 1)),
        ("weights", "weights has 3 elements, but rows * columns is 65536 * 65536.", w => Initialize.Orthogonal(w, 65536, 65536, 1)),
        ("gain", "gain is -1; it must be finite and at least 0.", w => Initialize.Orthogonal(w, 3, 1, 1, -1)),
        ("gain", "gain is too large: values could exceed the range of Single.", w => Initialize.Orthogonal(w, 3, 1, 1, 1e39)),
    ];

    public static IEnumerable<object[]> Rows => Enumerable.Range(0, _refusals.Length).Select(row => new object[] { row });

    [Theory]
    [MemberData(nameof(Rows))]
    public void BadInputIsRefused(int row)
    {
        (string parameter, string message, Action<float[]> call) = _refusals[row];
        float[] weights = [7, 8, 9];
        ArgumentException refusal = Assert.ThrowsAny<ArgumentException>(() => call(weights));
        Assert.Equal(parameter, refusal.ParamName);
        Assert.Equal($"{message} (Parameter '{parameter}')", refusal.Message);
        Assert.Equal([7f, 8f, 9f], weights);
    }

    [Fact]
    public void AMatrixThatIsNotThereIsRefused()
    {
        float[,] none = null!;
        Assert.Throws<ArgumentNullException>(() => Initialize.Uniform(none, 1));
        Assert.Throws<ArgumentNullException>(() => Initialize.Normal(none, 1));
        Assert.Throws<ArgumentNullException>(() => Initialize.XavierUniform(none, 1));
        Assert.Throws<ArgumentNullException>(() => Initialize.XavierNormal(none, 1));
        Assert.Throws<ArgumentNullException>(() => Initialize.KaimingUniform(none, 1));
        Assert.Throws<ArgumentNullException>(() => Initialize.KaimingNormal(none, 1));
        Assert.Throws<ArgumentNullException>(() => Initialize.Orthogonal(none, 1));
    }

    [Fact]
    public void NothingHasToBeFilled()
    {
        Initialize.Uniform(Span<float>.Empty, 1);
        Initialize.Normal(Array.Empty<double>(), 1);
        Initialize.XavierUniform(Array.Empty<float>(), 1, 1, 1);
        Initialize.KaimingNormal(Array.Empty<float>(), 1, 1);
        Initialize.Orthogonal(Array.Empty<float>(), 0, 5, 1);
        Initialize.Orthogonal(Array.Empty<float>(), 5, 0, 1);
        Initialize.XavierUniform(new float[0, 5], 1);
        Initialize.KaimingUniform(new float[5, 0], 1);
        Initialize.Orthogonal(new double[0, 0], 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Initialize.KaimingNormal(Array.Empty<float>(), 0, 1));
    }

    [Fact]
    public void TheEndsOfTheRangesAreAllowed()
    {
        float[] weights = [7, 8, 9];
        Initialize.Uniform(weights, 1, float.MinValue, float.MaxValue);
        Assert.All(weights, w => Assert.True(float.IsFinite(w)));
        Initialize.Uniform(weights, 1, 3, 3);
        Assert.All(weights, w => Assert.Equal(3, w));
        Initialize.Normal(weights, 1, 4, 0);
        Assert.All(weights, w => Assert.Equal(4, w));
        Initialize.XavierNormal(weights, int.MaxValue, int.MaxValue, 1);
        Assert.All(weights, w => Assert.InRange(Math.Abs(w), 1e-8f, 1e-3f));
        Initialize.KaimingUniform(weights, 1, 1, gain: 0);
        Assert.All(weights, w => Assert.Equal(0, w));
    }
}
