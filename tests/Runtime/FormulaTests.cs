using System;
using System.Linq;
using Xunit;

namespace FusedOpt.Runtime.Tests;

/// <summary>Fans and gains decide the scale as PyTorch's torch.nn.init has it, and a matrix knows its fans.</summary>
public class FormulaTests
{
    [Fact]
    public void GainsAreThoseOfCalculateGain()
    {
        // The results of torch.nn.init.calculate_gain.
        Assert.Equal(1, Gain.Linear);
        Assert.Equal(1, Gain.Sigmoid);
        Assert.Equal(1.6666666666666667, Gain.Tanh);
        Assert.Equal(1.4142135623730951, Gain.Relu);
        Assert.Equal(0.75, Gain.Selu);
        Assert.Equal(1.4141428569978354, Gain.LeakyRelu());
        Assert.Equal(1.3867504905630728, Gain.LeakyRelu(0.2));
        Assert.Equal(Gain.Relu, Gain.LeakyRelu(0));
        Assert.Equal(Gain.Linear, Gain.LeakyRelu(1));
        Assert.Equal("negativeSlope", Assert.Throws<ArgumentOutOfRangeException>(() => Gain.LeakyRelu(double.NaN)).ParamName);
    }

    [Fact]
    public void AMatrixHasTheFansOfItsShape()
    {
        // Three units with five inputs each.
        AssertSame<float>(
            m => Initialize.XavierUniform(m, 1, Gain.Tanh), s => Initialize.XavierUniform(s, fanIn: 5, fanOut: 3, 1, Gain.Tanh));
        AssertSame<float>(m => Initialize.XavierNormal(m, 2), s => Initialize.XavierNormal(s, fanIn: 5, fanOut: 3, 2));
        AssertSame<float>(m => Initialize.KaimingUniform(m, 3), s => Initialize.KaimingUniform(s, fan: 5, 3));
        AssertSame<float>(
            m => Initialize.KaimingUniform(m, 3, Gain.Selu, FanMode.FanOut), s => Initialize.KaimingUniform(s, fan: 3, 3, Gain.Selu));
        AssertSame<float>(m => Initialize.KaimingNormal(m, 4), s => Initialize.KaimingNormal(s, fan: 5, 4));
        AssertSame<float>(m => Initialize.KaimingNormal(m, 4, mode: FanMode.FanOut), s => Initialize.KaimingNormal(s, fan: 3, 4));
        AssertSame<float>(m => Initialize.Orthogonal(m, 5, gain: 2), s => Initialize.Orthogonal(s, rows: 3, columns: 5, 5, gain: 2));
        AssertSame<float>(m => Initialize.Uniform(m, 6), s => Initialize.Uniform(s, 6));
        AssertSame<float>(m => Initialize.Normal(m, 7), s => Initialize.Normal(s, 7));
    }

    [Fact]
    public void AMatrixOfDoublesHasThemToo()
    {
        AssertSame<double>(m => Initialize.XavierUniform(m, 1), s => Initialize.XavierUniform(s, fanIn: 5, fanOut: 3, 1));
        AssertSame<double>(m => Initialize.XavierNormal(m, 2), s => Initialize.XavierNormal(s, fanIn: 5, fanOut: 3, 2));
        AssertSame<double>(m => Initialize.KaimingUniform(m, 3), s => Initialize.KaimingUniform(s, fan: 5, 3));
        AssertSame<double>(m => Initialize.KaimingNormal(m, 4, mode: FanMode.FanOut), s => Initialize.KaimingNormal(s, fan: 3, 4));
        AssertSame<double>(m => Initialize.Orthogonal(m, 5), s => Initialize.Orthogonal(s, rows: 3, columns: 5, 5));
        AssertSame<double>(m => Initialize.Uniform(m, 6), s => Initialize.Uniform(s, 6));
        AssertSame<double>(m => Initialize.Normal(m, 7), s => Initialize.Normal(s, 7));
    }

    [Fact]
    public void TheFanInIsNotTheFanOut()
    {
        float[,] forward = new float[3, 5], back = new float[3, 5];
        Initialize.KaimingUniform(forward, 1);
        Initialize.KaimingUniform(back, 1, mode: FanMode.FanOut);
        Assert.NotEqual(forward, back);
        Assert.Equal(Math.Sqrt(5.0 / 3), back[0, 0] / forward[0, 0], 1e-6);
    }

    private static void AssertSame<T>(Action<T[,]> fillMatrix, Action<T[]> fillSpan)
    {
        T[,] matrix = new T[3, 5];
        T[] span = new T[15];
        fillMatrix(matrix);
        fillSpan(span);
        Assert.Equal(span, matrix.Cast<T>());
        Assert.Equal(15, span.Distinct().Count());
    }
}
