using System.Collections.Generic;
using System.Linq;
using FusedOpt.Compiler.Tests.Infrastructure;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;
using Xunit;

namespace FusedOpt.Compiler.Tests.Passes;

/// <summary>Models of PyTorch, whose regions are differentiated; products are plain loops.</summary>
public class GoldenGradientTests
{
    private readonly ProgramBuilder _b = new();

    // One row an example: |atan2(a x, 1 + b^2) + exp(-c x) sqrt(1 + x^2) - (x > 0.1 ? a / (1 + |x|) : b x) + clamp(c x, -0.5, 0.5)
    // + log(1 + x^2) b^3 - y|, summed, with the maximum of a x and the norm of b x.
    [Fact]
    public void FunctionsOfOnesOwn()
    {
        var model = new GoldenModel("own_functions");
        int x = _b.Input(0, Rate.Varying, "x"), y = _b.Input(1, Rate.Varying, "y");
        int a = _b.Input(2, Rate.Column, "a"), b = _b.Input(3, Rate.Column, "b"), c = _b.Input(4, Rate.Column, "c");
        int ax = Do(Op.Multiply, a, x), bx = Do(Op.Multiply, b, x), cx = Do(Op.Multiply, c, x);
        int onePlusSquare = Do(Op.Add, Number(1), Do(Op.Multiply, x, x));
        int sum = Do(Op.Atan2, ax, Do(Op.Add, Number(1), Do(Op.Multiply, b, b)));
        sum = Do(Op.Add, sum, Do(Op.Multiply, Do(Op.Exp, Do(Op.Negate, cx)), Do(Op.Sqrt, onePlusSquare)));
        int quotient = Do(Op.Divide, a, Do(Op.Add, Number(1), Do(Op.Abs, x)));
        sum = Do(Op.Subtract, sum, Do(Op.Select, Do(Op.Greater, x, Number(0.1)), quotient, bx));
        sum = Do(Op.Add, sum, Do(Op.Min, Do(Op.Max, cx, Number(-0.5)), Number(0.5)));
        sum = Do(Op.Add, sum, Do(Op.Multiply, Do(Op.Log, onePlusSquare), Do(Op.Pow, b, Number(3))));
        int loss = _b.Reduction(Op.Sum, Rate.Row, Do(Op.Abs, Do(Op.Subtract, sum, y)));
        loss = Do(Op.Add, loss, Do(Op.Add, _b.Reduction(Op.Maximum, Rate.Row, ax), _b.Reduction(Op.Norm, Rate.Row, bx)));
        Program region = Region(
            [("x", Rate.Varying), ("y", Rate.Varying), ("a", Rate.Column), ("b", Rate.Column), ("c", Rate.Column)],
            ("loss", Rate.Tensor, _b.Reduction(Op.Mean, Rate.Tensor, loss)));
        Program gradient = Pipeline.Gradient(region, new EquatableArray<bool>([false, false, true, true, true]));
        Assert.Equal(["aGradient", "bGradient", "cGradient"], gradient.Outputs.Select(o => o.Name));
        int rows = model.Examples.Length, columns = model.Parameters["a"].Length;
        model.AssertDescent(() =>
        {
            double[][] inputs = [model.Input(0), model.Input(1), model.Parameters["a"], model.Parameters["b"], model.Parameters["c"]];
            double[][] gradients = Interpreter.Run(gradient, rows, columns, [.. inputs, [1]]);
            return (
                Interpreter.Run(region, rows, columns, inputs)[0][0],
                new() { ["a"] = gradients[0], ["b"] = gradients[1], ["c"] = gradients[2] });
        });
    }

    // The mean of (w2 gelu(layerNorm(w1 x)) - y)^2, with the form of GELU that has a hyperbolic tangent.
    [Fact]
    public void LayerNormAndGelu()
    {
        var model = new GoldenModel("layernorm_gelu");
        int z = _b.Input(0, Rate.Varying, "z"), gain = _b.Input(1, Rate.Column, "gain"), bias = _b.Input(2, Rate.Column, "bias");
        int centered = Do(Op.Subtract, z, _b.Reduction(Op.Mean, Rate.Row, z));
        int variance = _b.Reduction(Op.Mean, Rate.Row, Do(Op.Multiply, centered, centered));
        int normalized = Do(Op.Divide, centered, Do(Op.Sqrt, Do(Op.Add, variance, Number(1e-5))));
        int u = Do(Op.Add, Do(Op.Multiply, normalized, gain), bias);
        int cubed = Do(Op.Multiply, Number(0.044715), Do(Op.Multiply, u, Do(Op.Multiply, u, u)));

        // The model has been recorded with eight digits of sqrt(2 / pi).
        int tanh = Do(Op.Tanh, Do(Op.Multiply, Number(0.79788456), Do(Op.Add, u, cubed)));
        int gelu = Do(Op.Multiply, Do(Op.Multiply, Number(0.5), u), Do(Op.Add, Number(1), tanh));
        Program hidden = Region([("z", Rate.Varying), ("gain", Rate.Column), ("bias", Rate.Column)], ("h", Rate.Varying, gelu));
        Program hiddenGradient = Pipeline.Gradient(hidden, hidden.Inputs.Select(_ => true));
        (Program loss, Program lossGradient) = SquaredError();
        int n = model.Examples.Length, inputs = model.Examples[0][0].Length, width = model.Parameters["gain"].Length;
        int outputs = model.Examples[0][1].Length;
        model.AssertDescent(() =>
        {
            Dictionary<string, double[]> p = model.Parameters;
            double[] x = model.Input(0), y = model.Input(1);
            double[][] first = [Product(x, p["w1"], n, inputs, width), p["gain"], p["bias"]];
            double[] h = Interpreter.Run(hidden, n, width, first)[0];
            double[][] second = [Product(h, p["w2"], n, width, outputs), y];
            double[] slope = Interpreter.Run(lossGradient, n, outputs, [.. second, [1]])[0];
            double[] hiddenSlope = DifferentiateInput(slope, p["w2"], n, width, outputs);
            double[][] gradients = Interpreter.Run(hiddenGradient, n, width, [.. first, hiddenSlope]);
            return (
                Interpreter.Run(loss, n, outputs, second)[0][0],
                new()
                {
                    ["w1"] = DifferentiateWeight(gradients[0], x, n, inputs, width),
                    ["gain"] = gradients[1],
                    ["bias"] = gradients[2],
                    ["w2"] = DifferentiateWeight(slope, h, n, width, outputs),
                });
        });
    }

    private static (Program Loss, Program Gradient) SquaredError()
    {
        var test = new GoldenGradientTests();
        int error = test.Do(Op.Subtract, test._b.Input(0, Rate.Varying, "o"), test._b.Input(1, Rate.Varying, "y"));
        int mean = test._b.Reduction(Op.Mean, Rate.Tensor, test.Do(Op.Multiply, error, error));
        Program loss = test.Region([("o", Rate.Varying), ("y", Rate.Varying)], ("loss", Rate.Tensor, mean));
        return (loss, Pipeline.Gradient(loss, new EquatableArray<bool>([true, false])));
    }

    // Each row times the transposed weight.
    private static double[] Product(double[] x, double[] weight, int n, int inputs, int outputs) =>
    [
        .. from i in Enumerable.Range(0, n)
        from o in Enumerable.Range(0, outputs)
        select Enumerable.Range(0, inputs).Sum(k => x[i * inputs + k] * weight[o * inputs + k]),
    ];

    private static double[] DifferentiateInput(double[] slope, double[] weight, int n, int inputs, int outputs) =>
    [
        .. from i in Enumerable.Range(0, n)
        from k in Enumerable.Range(0, inputs)
        select Enumerable.Range(0, outputs).Sum(o => slope[i * outputs + o] * weight[o * inputs + k]),
    ];

    private static double[] DifferentiateWeight(double[] slope, double[] x, int n, int inputs, int outputs) =>
    [
        .. from o in Enumerable.Range(0, outputs)
        from k in Enumerable.Range(0, inputs)
        select Enumerable.Range(0, n).Sum(i => slope[i * outputs + o] * x[i * inputs + k]),
    ];

    private int Do(Op op, int a, int b = -1, int c = -1) => _b.Operation(op, a, b, c);

    private int Number(double value) => _b.Number(ScalarType.Element, value);

    private Program Region((string Name, Rate Rate)[] inputs, (string Name, Rate Rate, int Value) output) => new Program(
        "Region", null, ElementType.Double, EquatableArray<Hyperparameter>.Empty, EquatableArray<StateSlot>.Empty, _b.ToInstructions(), -1,
        EquatableArray<Requirement>.Empty, ProgramKind.Region)
    {
        Inputs = inputs.Select(i => new InputSlot(i.Name, i.Rate)).ToEquatableArray(),
        Outputs = new OutputSlot[] { new(output.Name, output.Rate, output.Value) }.ToEquatableArray(),
    }.Verified("the test");
}
