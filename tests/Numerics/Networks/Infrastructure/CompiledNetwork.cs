using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Networks.Infrastructure;

/// <summary>
/// The methods on one example of a class, and what is generated for batches of examples, for any class: inputs are arrays, one of each
/// parameter of the loss.
/// </summary>
internal sealed class CompiledNetwork
{
    private static readonly MethodInfo Elements =
        typeof(CompiledNetwork).GetMethod(nameof(ToArray), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Func<IOptimizable, Array[], int, int, int, double> _addGradients;
    private readonly Func<IOptimizable, Array[], int, int, double> _learn;
    private readonly Func<IOptimizable, Array[], int, int, double> _meanLoss;
    private readonly Func<IOptimizable, Array[], int, Array> _loss;
    private readonly Type _type;

    /// <param name="type">The class.</param>
    /// <param name="choices">The number of rows or classes that inputs of whole numbers choose from.</param>
    public CompiledNetwork(Type type, int choices = 3)
    {
        (_type, Choices) = (type, choices);
        MethodInfo loss = type.GetMethods().Single(m => m.GetCustomAttribute<LossAttribute>() is not null);
        Element = loss.ReturnType;
        Inputs = [.. loss.GetParameters().Select(p => new NetworkInput(p))];
        _loss = Reference(loss);
        ParameterExpression model = Expression.Parameter(typeof(IOptimizable)), inputs = Expression.Parameter(typeof(Array[]));
        ParameterExpression first = Expression.Parameter(typeof(int)), count = Expression.Parameter(typeof(int));
        ParameterExpression total = Expression.Parameter(typeof(int));
        Expression[] spans = [.. Inputs.Select((input, i) => input.Span(inputs, i, first, count))];
        Expression self = Expression.Convert(model, type);
        _addGradients = Expression.Lambda<Func<IOptimizable, Array[], int, int, int, double>>(
            Expression.Call(self, type.GetMethod("AddGradients")!, [.. spans, total]), model, inputs, first, count, total).Compile();
        _learn = Expression.Lambda<Func<IOptimizable, Array[], int, int, double>>(
            Expression.Call(self, type.GetMethod("Learn")!, spans), model, inputs, first, count).Compile();
        _meanLoss = Expression.Lambda<Func<IOptimizable, Array[], int, int, double>>(
            Expression.Call(self, type.GetMethod("MeanLoss")!, spans), model, inputs, first, count).Compile();
        Inferences = [.. type.GetMethods()
            .Where(m => m.GetCustomAttribute<InferenceAttribute>() is not null)
            .Select(m => new CompiledInference(m, Inputs, Element, Reference(m)))];
    }

    /// <summary>The name of the class.</summary>
    public string Name => $"{Element.Name} {_type.Name}";

    /// <summary>The type of the elements.</summary>
    public Type Element { get; }

    /// <summary>True if a table has a sparse gradient.</summary>
    public bool IsSparse => _type.GetProperties().Any(p => p.IsDefined(typeof(SparseGradientAttribute), inherit: false));

    /// <summary>The number of rows or classes that inputs of whole numbers choose from.</summary>
    public int Choices { get; }

    /// <summary>The parameters of the loss.</summary>
    public IReadOnlyList<NetworkInput> Inputs { get; }

    /// <summary>The methods that are marked [Inference].</summary>
    public IReadOnlyList<CompiledInference> Inferences { get; }

    /// <summary>Returns a model whose parameters are drawn.</summary>
    public IOptimizable Create(int seed = 1)
    {
        var model = (IOptimizable)Activator.CreateInstance(_type)!;
        var values = new TensorValues(model);
        values.Fill(seed);
        values.Write(model);
        return model;
    }

    /// <summary>Returns drawn inputs of examples.</summary>
    public Array[] Draw(int count, int seed = 2)
    {
        var random = new Random(seed);
        return [.. Inputs.Select(input => input.Draw(random, count, Choices))];
    }

    public double AddGradients(IOptimizable model, Array[] inputs, int first, int count, int total = 0) =>
        _addGradients(model, inputs, first, count, total);

    public double AddGradients(IOptimizable model, Array[] inputs) => _addGradients(model, inputs, 0, Count(inputs), 0);

    public double Learn(IOptimizable model, Array[] inputs) => _learn(model, inputs, 0, Count(inputs));

    public double MeanLoss(IOptimizable model, Array[] inputs) => _meanLoss(model, inputs, 0, Count(inputs));

    /// <summary>Returns the loss of one example, computed by the method as it is written.</summary>
    public double LossOf(IOptimizable model, Array[] inputs, int example) =>
        Convert.ToDouble(_loss(model, inputs, example).GetValue(0), null);

    /// <summary>Returns the mean of the losses, added in order, as the method as it is written has them.</summary>
    public double ReferenceLoss(IOptimizable model, Array[] inputs)
    {
        double sum = 0;
        for (int i = 0; i < Count(inputs); i++)
            sum += LossOf(model, inputs, i);
        return sum / Count(inputs);
    }

    /// <summary>Returns the number of examples.</summary>
    public int Count(Array[] inputs) => inputs[0].Length / Inputs[0].Size;

    /// <summary>Returns the inputs of some examples, in a given order.</summary>
    public Array[] Choose(Array[] inputs, params int[] examples) => [.. Inputs.Select((input, i) =>
    {
        var chosen = Array.CreateInstance(input.Element, examples.Length * input.Size);
        for (int e = 0; e < examples.Length; e++)
            Array.Copy(inputs[i], examples[e] * input.Size, chosen, e * input.Size, input.Size);
        return chosen;
    })];

    private Func<IOptimizable, Array[], int, Array> Reference(MethodInfo method)
    {
        ParameterExpression model = Expression.Parameter(typeof(IOptimizable)), inputs = Expression.Parameter(typeof(Array[]));
        ParameterExpression example = Expression.Parameter(typeof(int));
        IEnumerable<Expression> arguments = method.GetParameters().Select(p =>
        {
            NetworkInput input = Inputs.Single(i => i.Name == p.Name);
            return input.Value(inputs, Inputs.ToList().IndexOf(input), example);
        });
        Expression call = Expression.Call(method.IsStatic ? null : Expression.Convert(model, _type), method, arguments);
        return Expression.Lambda<Func<IOptimizable, Array[], int, Array>>(
            Expression.Call(Elements, Expression.Convert(call, typeof(object))), model, inputs, example).Compile();
    }

    private static Array ToArray(object value) => value switch
    {
        Vec<float> vector => vector.AsSpan().ToArray(),
        Vec<double> vector => vector.AsSpan().ToArray(),
        Mat<float> matrix => matrix.AsSpan().ToArray(),
        Mat<double> matrix => matrix.AsSpan().ToArray(),
        float number => new[] { number },
        double number => new[] { number },
        _ => throw new InvalidOperationException(value.GetType().Name),
    };
}
