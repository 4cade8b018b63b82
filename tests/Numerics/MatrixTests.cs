using System;
using System.Collections.Generic;
using System.Linq;
using FusedOpt.Numerics.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Models;
using Xunit;

namespace FusedOpt.Numerics.Tests;

/// <summary>
/// Matrices: the same bits as the rule's own text, where rows and columns have values of their own and where they have not.
/// </summary>
public class MatrixTests
{
    private static readonly (int Rows, int Columns)[] Shapes =
        [(0, 0), (0, 3), (3, 0), (1, 1), (1, 7), (7, 1), (3, 5), (16, 33), (33, 16), (2, 1100), (520, 3), (65, 64)];

    private static readonly Dictionary<string, (string Variant, Func<int, int, IOptimizable> Create)> Models = new()
    {
        [nameof(AdafactorMatrices)] = (nameof(AdafactorDecay), (rows, columns) => new AdafactorMatrices(rows, columns)),
        [nameof(OwnLinesMatrices)] = (nameof(OwnLinesPlain), (rows, columns) => new OwnLinesMatrices(rows, columns)),
        [nameof(AdamMatrices)] = (nameof(AdamPlain), (rows, columns) => new AdamMatrices(rows, columns)),
    };

    public static TheoryData<string> Names() => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AStepHasTheBitsOfTheRule(string name)
    {
        foreach ((int rows, int columns) in Shapes)
        {
            foreach (Inputs inputs in Enum.GetValues<Inputs>())
            {
                string? difference = Difference(name, rows, columns, inputs, source => source);
                Assert.True(difference is null, $"{rows} x {columns}: {difference}");
            }
        }
    }

    [Theory]
    [InlineData(nameof(AdafactorMatrices), "Reduce.RowMean(squared)", "Reduce.ColumnMean(squared)")]
    [InlineData(nameof(AdafactorMatrices), "Reduce.Mean(rowVar)", "Reduce.Mean(colVar)")]
    [InlineData(nameof(AdafactorMatrices), "Shape.IsMatrix", "!Shape.IsMatrix")]
    [InlineData(nameof(OwnLinesMatrices), "float rowBefore = rowState;", "float rowBefore = 0.999f * rowState;")]
    [InlineData(nameof(OwnLinesMatrices), "float columnBefore = columnState;", "float columnBefore = 0.999f * columnState;")]
    [InlineData(nameof(OwnLinesMatrices), "firstRow = other", "firstRow = 1.0001f * other")]
    [InlineData(nameof(OwnLinesMatrices), "Reduce.ColumnMax(gradient + parameter)", "Reduce.ColumnMax(gradient)")]
    [InlineData(nameof(OwnLinesMatrices), "Reduce.Sum(scaled)", "-Reduce.Sum(scaled)")]
    [InlineData(nameof(AdamMatrices), "expAvg / (", "1.0001f * expAvg / (")]
    public void AnotherRuleIsSeen(string name, string original, string mutated) =>
        Assert.NotNull(Difference(name, 16, 33, Inputs.Ordinary, source =>
        {
            Assert.Contains(original, source, StringComparison.Ordinal);
            return source.Replace(original, mutated, StringComparison.Ordinal);
        }));

    [Fact]
    public void AdafactorKeepsRowsAndColumnsOfAMatrixAndElementsOfAVector()
    {
        Memory memory = Memory.Of(new AdafactorMatrices(5, 4));
        Assert.Equal(["row_var", "col_var"], memory.States("Singles"));
        Assert.Equal((5, 4), (memory.Arrays["Singles/row_var"].Length, memory.Arrays["Singles/col_var"].Length));
        Assert.Equal((7, 9), (memory.Arrays["Shaped/row_var"].Length, memory.Arrays["Shaped/col_var"].Length));
        Assert.Equal(["variance"], memory.States("Vector"));
    }

    private static string? Difference(string name, int rows, int columns, Inputs inputs, Func<string, string> change)
    {
        (string variant, Func<int, int, IOptimizable> create) = Models[name];
        var shapes = new Dictionary<string, ParameterShape>
        {
            ["Singles"] = new(rows, columns, IsMatrix: true),
            ["Doubles"] = new(rows, columns, IsMatrix: true),
            ["Shaped"] = new(7, 9, IsMatrix: true),
            ["ShapedDoubles"] = new(9, 7, IsMatrix: true),
            ["Vector"] = ParameterShape.Vector(63),
        };
        string source = change(RuleSource.Of(Variant.Named(variant).Rule));
        return Comparison.Difference(
            Variant.Named(variant),
            RuleSource.Compile(source),
            RuleSource.Compile(RuleSource.Widened(source)),
            create(rows, columns),
            shapes,
            inputs);
    }
}
