using System;
using System.Globalization;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using Xunit;

namespace FusedOpt.Compiler.Tests.Text;

public class LiteralsTests
{
    [Theory]
    [InlineData("plain {0}", "\"plain {0}\"")]
    [InlineData("a \"b\" \\ c", "\"a \\\"b\\\" \\\\ c\"")]
    [InlineData("\n\t\u2028\u00e9", "\"\\u000a\\u0009\\u2028\\u00e9\"")]
    [InlineData("", "\"\"")]
    public void ATextIsWrittenInPrintableCharacters(string value, string expected) => Assert.Equal(expected, Literals.Text(value));

    [Theory]
    [InlineData(0.1f, "0.1f")]
    [InlineData(1f, "1f")]
    [InlineData(0f, "0f")]
    [InlineData(-1.5f, "-1.5f")]
    [InlineData(1e-8f, "1e-8f")]
    [InlineData(1e10f, "1e10f")]
    [InlineData(16777216f, "16777216f")]
    [InlineData(0.3f, "0.3f")]
    [InlineData(float.MaxValue, "3.4028235e38f")]
    [InlineData(float.NaN, "float.NaN")]
    [InlineData(float.PositiveInfinity, "float.PositiveInfinity")]
    [InlineData(float.NegativeInfinity, "float.NegativeInfinity")]
    public void AFloatIsWrittenAsPeopleWriteIt(float value, string expected) => Assert.Equal(expected, Literals.Single(value));

    [Theory]
    [InlineData(0.1, "0.1")]
    [InlineData(1.0, "1.0")]
    [InlineData(0.0, "0.0")]
    [InlineData(1e-8, "1e-8")]
    [InlineData(1e20, "1e20")]
    [InlineData(1e300, "1e300")]
    [InlineData(1e-300, "1e-300")]
    [InlineData(-2.5, "-2.5")]
    [InlineData(0.30000000000000004, "0.30000000000000004")]
    [InlineData(double.MaxValue, "1.7976931348623157e308")]
    [InlineData(double.NaN, "double.NaN")]
    [InlineData(double.PositiveInfinity, "double.PositiveInfinity")]
    [InlineData(double.NegativeInfinity, "double.NegativeInfinity")]
    public void ADoubleIsWrittenAsPeopleWriteIt(double value, string expected) => Assert.Equal(expected, Literals.Double(value));

    [Fact]
    public void MinusZeroHasItsSign()
    {
        Assert.Equal("-0f", Literals.Single(-0f));
        Assert.Equal("-0.0", Literals.Double(-0.0));
        Assert.Equal("-0", Literals.Decimal(-0.0));
        Assert.Equal("-0", Literals.Decimal(-0f));
    }

    [Fact]
    public void AnyFloatReadsBackAsItself()
    {
        var random = new Random(1);
        for (int n = 0; n < 50000; n++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            string text = Literals.Decimal(value);
            float back = float.Parse(text, CultureInfo.InvariantCulture);
            Assert.True(Bits.Same(value, back), text);
        }
    }

    [Fact]
    public void AnyDoubleReadsBackAsItself()
    {
        var random = new Random(2);
        for (int n = 0; n < 50000; n++)
        {
            double value = n % 2 == 0 ? Bits.Double(random.NextInt64(long.MinValue, long.MaxValue)) : RandomValues.Double(random);
            string text = Literals.Decimal(value);
            Assert.True(Bits.Same(value, double.Parse(text, CultureInfo.InvariantCulture)), text);
        }
    }

    [Fact]
    public void NoNumberOfUpToSixDigitsGainsAny()
    {
        var random = new Random(3);
        for (int n = 0; n < 10000; n++)
        {
            string text = FormattableString.Invariant($"{random.Next(1, 1000)}.{random.Next(1, 100) * 10 + random.Next(1, 10)}");
            Assert.Equal(text, Literals.Decimal(float.Parse(text, CultureInfo.InvariantCulture)));
            Assert.Equal(text, Literals.Decimal(double.Parse(text, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void WidenReadsTheDecimalThatWasWritten()
    {
        Assert.Equal(0.1, Literals.Widen(0.1f));
        Assert.Equal(0.999, Literals.Widen(0.999f));
        Assert.Equal(1e-8, Literals.Widen(1e-8f));
        Assert.Equal(3, Literals.Widen(3));
        Assert.Equal(Bits.Of(-0.0), Bits.Of(Literals.Widen(-0f)));
        Assert.Equal(double.NegativeInfinity, Literals.Widen(float.NegativeInfinity));
        Assert.True(double.IsNaN(Literals.Widen(float.NaN)));
    }

    [Fact]
    public void WidenRoundsBackToTheFloat()
    {
        var random = new Random(4);
        for (int n = 0; n < 50000; n++)
        {
            float value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            Assert.True(Bits.Same(value, (float)Literals.Widen(value)), Bits.Show(value));
        }
    }

    [Fact]
    public void NoCultureChangesThem()
    {
        double[] values = [.. RandomValues.Special, -1.5, 1234567.25, -1e-20];
        string[] expected = All();
        Assert.All(Cultures.Under(All), other => Assert.Equal(expected, other));
        Assert.All(Cultures.Under(() => Literals.Widen(0.1f)), wide => Assert.Equal(0.1, wide));

        string[] All() =>
            [
                .. values.SelectMany(
                    v => new[] { Literals.Double(v), Literals.Single((float)v), Literals.Decimal(v), Literals.Decimal((float)v) }),
            ];
    }
}
