using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Passes;

namespace FusedOpt.Generator.Tests.Infrastructure;

/// <summary>Regions that are written down by hand, value by value.</summary>
internal sealed class RegionSketch
{
    private readonly List<InputSlot> _inputs = [];
    private readonly List<OutputSlot> _outputs = [];

    public ProgramBuilder Builder { get; } = new();

    /// <summary>Returns the softmax of each row.</summary>
    public static Program Softmax(ElementType element)
    {
        var sketch = new RegionSketch();
        int x = sketch.Input("x", Rate.Varying);
        int exponential = sketch.Do("e", Op.Exp, sketch.Do("shifted", Op.Subtract, x, sketch.Reduce("largest", Op.Maximum, x)));
        sketch.Output("y", Rate.Varying, sketch.Do(null, Op.Divide, exponential, sketch.Reduce("sum", Op.Sum, exponential)));
        return sketch.Build("Softmax", element);
    }

    /// <summary>Returns the layer norm of each row, with a gain and a bias for each column.</summary>
    public static Program LayerNorm(ElementType element)
    {
        var sketch = new RegionSketch();
        int x = sketch.Input("x", Rate.Varying), gain = sketch.Input("gain", Rate.Column), bias = sketch.Input("bias", Rate.Column);
        int centered = sketch.Do("centered", Op.Subtract, x, sketch.Reduce("mean", Op.Mean, x));
        int variance = sketch.Reduce("variance", Op.Mean, sketch.Do(null, Op.Multiply, centered, centered));
        int deviation = sketch.Do("deviation", Op.Sqrt, sketch.Do(null, Op.Add, variance, sketch.Number(1e-5)));
        int normalized = sketch.Do("normalized", Op.Divide, centered, deviation);
        sketch.Output("y", Rate.Varying, sketch.Do(null, Op.Add, sketch.Do(null, Op.Multiply, normalized, gain), bias));
        return sketch.Build("LayerNorm", element);
    }

    /// <summary>Returns the tanh form of GELU, which does not see rows.</summary>
    public static Program Gelu(ElementType element)
    {
        var sketch = new RegionSketch();
        int x = sketch.Input("x", Rate.Varying), scale = sketch.Input("scale", Rate.Tensor);
        int cube = sketch.Do(null, Op.Multiply, x, sketch.Do(null, Op.Multiply, x, x));
        int inner = sketch.Do(null, Op.Add, x, sketch.Do(null, Op.Multiply, sketch.Number(0.044715), cube));
        int tanh = sketch.Do("t", Op.Tanh, sketch.Do(null, Op.Multiply, sketch.Number(0.7978845608028654), inner));
        int half = sketch.Do(null, Op.Multiply, sketch.Do(null, Op.ToElement, scale), sketch.Do(null, Op.Multiply, sketch.Number(0.5), x));
        sketch.Output("y", Rate.Varying, sketch.Do(null, Op.Multiply, half, sketch.Do(null, Op.Add, sketch.Number(1), tanh)));
        return sketch.Build("Gelu", element);
    }

    /// <summary>Returns the squared error, weighted by row and summed over the matrix.</summary>
    public static Program SquaredError(ElementType element)
    {
        var sketch = new RegionSketch();
        int x = sketch.Input("x", Rate.Varying), target = sketch.Input("target", Rate.Varying), weight = sketch.Input("weight", Rate.Row);
        int error = sketch.Do("error", Op.Subtract, x, target);
        int loss = sketch.Do("weighted", Op.Multiply, weight, sketch.Reduce("squares", Op.Sum, sketch.Do(null, Op.Multiply, error, error)));
        sketch.Output("rowLoss", Rate.Row, loss);
        int rows = sketch.Do(null, Op.ToDouble, sketch.Builder.Count(Rate.Column));
        int total = sketch.Do(null, Op.Multiply, sketch.Builder.Reduction(Op.Mean, Rate.Tensor, loss), rows);
        sketch.Output("loss", Rate.Tensor, total);
        return sketch.Build("SquaredError", element);
    }

    /// <summary>Returns the gradient of a region in all inputs.</summary>
    public static Program Gradient(Program region) => Pipeline.Gradient(region, region.Inputs.Select(_ => true));

    public int Input(string name, Rate rate)
    {
        _inputs.Add(new(name, rate));
        return Builder.Input(_inputs.Count - 1, rate, name);
    }

    public void Output(string name, Rate rate, int value) => _outputs.Add(new(name, rate, value));

    public int Number(double value) => Builder.Number(ScalarType.Element, value);

    public int Do(string? name, Op op, int a, int b = -1, int c = -1) => Builder.Named(Builder.Operation(op, a, b, c), name);

    public int Reduce(string? name, Op op, int operand, Rate rate = Rate.Row) => Builder.Named(Builder.Reduction(op, rate, operand), name);

    public Program Build(string name, ElementType element) => new Program(
        name, null, element, EquatableArray<Hyperparameter>.Empty, EquatableArray<StateSlot>.Empty, Builder.ToInstructions(), -1,
        EquatableArray<Requirement>.Empty, ProgramKind.Region)
    {
        Inputs = _inputs.ToEquatableArray(),
        Outputs = _outputs.ToEquatableArray(),
    }.Verified(name);
}
