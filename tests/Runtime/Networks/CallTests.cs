using System;
using System.Linq;
using System.Reflection;
using FusedOpt.Schedules;
using Xunit;
using static FusedOpt.Functional;

namespace FusedOpt.Runtime.Tests.Networks;

/// <summary>
/// Losses are written without type arguments, with parameters in spans and arrays, beside other names of the library such as
/// <see cref="FusedOpt.Schedules.Linear"/>.
/// </summary>
public class CallTests
{
    private static readonly float[] Table = [1, 2, 3, 4], Gain = [1, 0.5f], First = [1, 2];

    [Fact]
    public void SpansAndArraysNeedNoTypeArguments()
    {
        Vec<float> x = new(3, 4);
        Span<float> span = Table, two = Table.AsSpan(0, 2);
        ReadOnlySpan<float> readOnly = Table, readOnlyTwo = readOnly[..2];
        Assert.Equal(Linear(x, span, two).AsSpan(), Linear(x, Table, readOnlyTwo).AsSpan());
        Assert.Equal(Linear(x, span).AsSpan(), Linear(x, readOnly).AsSpan());
        Assert.Equal(Linear(x, span).AsSpan(), Linear(x, Table).AsSpan());
        Assert.Equal(LayerNorm(x, two, two).AsSpan(), LayerNorm(x, readOnlyTwo, First).AsSpan());
        Assert.Equal(RmsNorm(x, Gain).AsSpan(), RmsNorm(x, Gain.AsSpan()).AsSpan());
        Assert.Equal(Embedding(span, 2, 1).AsSpan(), Embedding(readOnly, 2, 1).AsSpan());
        Assert.Equal(Embedding(Table, 2, [1, 0]).AsSpan(), Embedding(span, 2, stackalloc[] { 1, 0 }).AsSpan());
        Assert.Equal(Relu(x).AsSpan(), Map(Relu, x).AsSpan());
        Assert.Equal(1, new Linear(1, 0, 10).GetLearningRate(0));
    }

    [Fact]
    public void TheExamplesOfTheAttributesRun()
    {
        var model = new Model();
        Vec<float> pixels = new(1, -2, 3);
        Assert.Equal(CrossEntropy(model.Scores(pixels), 1), model.Loss(pixels, 1, [0, 1]), 1e-6f);
        Assert.NotEqual(model.Loss(pixels, 0, [0, 1]), model.Loss(pixels, 1, [0, 1]));
        Assert.Equal((2, 3), (model.Apply(new([1, 2, 3, 4, 5, 6], 2, 3)).Rows, 3));
    }

    [Fact]
    public void ShapesAreReadFromTheAttribute()
    {
        ParameterInfo[] parameters = typeof(Model).GetMethod(nameof(Model.Loss))!.GetParameters();
        Assert.Equal([3], parameters[0].GetCustomAttribute<ShapeAttribute>()!.Dimensions);
        Assert.Null(parameters[1].GetCustomAttribute<ShapeAttribute>());
        ParameterInfo matrix = typeof(Model).GetMethod(nameof(Model.Apply))!.GetParameters().Single();
        Assert.Equal([2, 3], matrix.GetCustomAttribute<ShapeAttribute>()!.Dimensions);
    }

    private sealed class Model
    {
        private readonly float[] _weight = [1, 2, 3, 4, 5, 6], _bias = [0.5f, -0.5f], _gain = [1, 1, 1], _square = new float[9];

        private Span<float> Weight => _weight;

        private Span<float> Bias => _bias;

        public Vec<float> Scores([Shape(3)] Vec<float> pixels) => Linear(Tanh(pixels), Weight, Bias);

        public float Loss([Shape(3)] Vec<float> pixels, int digit, [Shape(2)] ReadOnlySpan<int> far) =>
            CrossEntropy(Scores(pixels), digit) + 0f * Sum(Embedding(Weight, 3, far).Row(0));

        [Layer]
        public Mat<float> Apply([Shape(2, 3)] Mat<float> x) => x + Linear(RmsNorm(x, _gain), _square);
    }
}
