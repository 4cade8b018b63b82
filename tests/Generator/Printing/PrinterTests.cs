using System;
using System.Linq;
using FusedOpt.Generator.Backends.CSharp.Kernels;
using FusedOpt.Generator.Ir;
using Xunit;
using Xunit.Abstractions;

namespace FusedOpt.Generator.Tests.Printing;

/// <summary>
/// An expression that is printed means what its program means: read by the compiler and run, it has the interpreter's bits.
/// </summary>
public class PrinterTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> Numbers() =>
        Cases(Shapes.Variant.Variables, Shapes.Variant.InnerLiteral, Shapes.Variant.OuterLiterals);

    public static TheoryData<string, string> Vectors() => Cases(Enum.GetValues<Shapes.Variant>());

    [Theory]
    [MemberData(nameof(Numbers))]
    public void NumbersAreReadAsTheyAreMeant(string element, string variant)
    {
        var shapes = Shapes.OfNumbers(Enum.Parse<ElementType>(element), Enum.Parse<Shapes.Variant>(variant));
        string[] texts = Texts(shapes, new Dialect.Numbers(shapes.Program.Element));
        output.WriteLine($"{texts.Length} expressions");
        Assert.Null(Difference(shapes, texts, null));
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void VectorsAreReadAsTheyAreMeant(string element, string variant)
    {
        var shapes = Shapes.OfVectors(Enum.Parse<ElementType>(element), Enum.Parse<Shapes.Variant>(variant));
        string[] texts = Texts(shapes, new Dialect.Vectors(shapes.Program.Element, _ => throw new NotSupportedException()));
        output.WriteLine($"{texts.Length} expressions");
        Assert.Null(
            Difference(shapes, texts, element == nameof(ElementType.Single) ? typeof(SimdScalar<float>) : typeof(SimdScalar<double>)));
    }

    // Computed in doubles, as mathematics has it, and with whole numbers that doubles hold exactly.
    [Theory]
    [InlineData(nameof(Shapes.Variant.Variables))]
    [InlineData(nameof(Shapes.Variant.InnerLiteral))]
    [InlineData(nameof(Shapes.Variant.OuterLiterals))]
    public void FormulasAreReadAsTheyAreMeant(string variant)
    {
        var shapes = Shapes.OfNumbers(ElementType.Double, Enum.Parse<Shapes.Variant>(variant), large: 5);
        Program program = shapes.Program;
        string[] texts = Texts(shapes, new Dialect.Formula());
        foreach (Inputs inputs in Inputs.All.Take(4).Select(i => i with { Longs = [7, -11, 13, -17, 19, -23] }))
        {
            double Variable(string name) => (name[0], name[1] - '0') switch
            {
                ('n', var i) => inputs.Longs[i],
                ('b', var i) => inputs.Truths[i] ? 1 : 0,
                (_, var i) => inputs.Doubles[i],
            };
            long[] expected = inputs.Interpret(program);
            for (int i = 0; i < texts.Length; i++)
            {
                double read = FormulaReader.Read(texts[i], Variable);
                Assert.True(
                    expected[i] == Inputs.BitsOf(read),
                    $"{texts[i]} is {read} and was meant to be {BitConverter.Int64BitsToDouble(expected[i])}");
            }
        }
    }

    // The text that a printer without parentheses would have printed.
    [Theory]
    [InlineData("-(-e0)", "--e0")]
    [InlineData("e2 - (e0 - e1)", "e2 - e0 - e1")]
    [InlineData("e2 * (e0 * e1)", "e2 * e0 * e1")]
    [InlineData("(e0 + e1) * e2", "e0 + e1 * e2")]
    [InlineData("-(e0 + e1)", "-e0 + e1")]
    [InlineData("1 / (e0 + e1)", "1 / e0 + e1")]
    [InlineData("(float)(d0 * d1)", "(float)d0 * d1")]
    [InlineData("(b1 || b0) && b2 ? 1f : 2f", "b1 || b0 && b2 ? 1f : 2f")]
    [InlineData("!(b0 && b1) ? 1f : 2f", "!b0 && b1 ? 1f : 2f")]
    [InlineData("(b1 ? e0 : e2) + e3", "b1 ? e0 : e2 + e3")]
    [InlineData("(b1 ? e0 : e2) * e3", "b1 ? e0 : e2 * e3")]
    public void ForgottenParenthesesAreSeen(string printed, string forgotten)
    {
        var shapes = Shapes.OfNumbers(ElementType.Single, Shapes.Variant.Variables);
        string[] texts = Texts(shapes, new Dialect.Numbers(ElementType.Single));
        int at = Array.IndexOf(texts, printed);
        Assert.True(at >= 0, $"{printed} is not among {string.Join(" | ", texts.Where(t => t.Length == printed.Length).Take(60))}");
        Assert.Null(Difference(shapes, [printed], null, at));
        Assert.StartsWith(forgotten, Difference(shapes, [forgotten], null, at));
    }

    [Fact]
    public void LiteralsThatAreNoLongsAreSeen()
    {
        var shapes = Shapes.OfNumbers(ElementType.Single, Shapes.Variant.OuterLiterals);
        string[] texts = Texts(shapes, new Dialect.Numbers(ElementType.Single));
        int at = Array.FindIndex(
            texts, t => t.Contains("2000000001L", StringComparison.Ordinal) && t.Contains(") * 2000000003", StringComparison.Ordinal));
        string forgotten = texts[at].Replace("L", "", StringComparison.Ordinal);
        Assert.Null(Difference(shapes, [texts[at]], null, at));
        Assert.StartsWith(forgotten, Difference(shapes, [forgotten], null, at));
    }

    private static TheoryData<string, string> Cases(params Shapes.Variant[] variants)
    {
        var cases = new TheoryData<string, string>();
        foreach (Shapes.Variant variant in variants)
        {
            cases.Add(nameof(ElementType.Single), variant.ToString());
            cases.Add(nameof(ElementType.Double), variant.ToString());
        }

        return cases;
    }

    private static string[] Texts(Shapes shapes, Dialect dialect)
    {
        Program program = shapes.Program;
        var printer = new ExpressionPrinter(program, dialect, shapes.NameOf);
        return [.. shapes.Results.Select(printer.Print)];
    }

    // The first expression that comes to something else than was meant, or null: all of them, or those from one on.
    private static string? Difference(Shapes shapes, string[] texts, Type? vector, int first = 0)
    {
        Program program = shapes.Program;
        var compiled = CompiledText.Of(texts, program.Element == ElementType.Single ? "float" : "double", vector is not null);
        foreach (Inputs inputs in Inputs.All)
        {
            long[] expected = inputs.Interpret(program), actual = compiled.Run(inputs, vector);
            for (int i = 0; i < actual.Length; i++)
            {
                if (expected[first + i] != actual[i])
                    return $"{texts[i]} is {BitConverter.Int64BitsToDouble(actual[i])} and was meant to be "
                        + $"{BitConverter.Int64BitsToDouble(expected[first + i])}";
            }
        }

        return null;
    }
}
