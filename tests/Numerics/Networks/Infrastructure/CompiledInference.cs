using System;
using System.Collections.Generic;
using System.Linq;
using System.Linq.Expressions;
using System.Reflection;

namespace FusedOpt.Numerics.Tests.Networks.Infrastructure;

/// <summary>A method that is marked [Inference], and its form for batches.</summary>
internal sealed class CompiledInference
{
    private readonly Action<IOptimizable, Array[], int, int, Array> _run;
    private readonly Func<IOptimizable, Array[], int, Array> _reference;
    private readonly Type _element;

    /// <param name="method">The method as it is written.</param>
    /// <param name="inputs">The parameters of the loss, among which its own are.</param>
    /// <param name="element">The type of the elements.</param>
    /// <param name="reference">Calls the method as it is written.</param>
    public CompiledInference(
        MethodInfo method, IReadOnlyList<NetworkInput> inputs, Type element, Func<IOptimizable, Array[], int, Array> reference)
    {
        (Name, _reference, _element) = (method.Name, reference, element);
        ParameterExpression model = Expression.Parameter(typeof(IOptimizable)), arrays = Expression.Parameter(typeof(Array[]));
        ParameterExpression first = Expression.Parameter(typeof(int)), count = Expression.Parameter(typeof(int));
        ParameterExpression results = Expression.Parameter(typeof(Array));
        IEnumerable<Expression> spans = method.GetParameters().Select(p =>
        {
            NetworkInput input = inputs.Single(i => i.Name == p.Name);
            return input.Span(arrays, inputs.ToList().IndexOf(input), first, count);
        });
        Type array = element.MakeArrayType();
        Expression output = Expression.New(
            typeof(Span<>).MakeGenericType(element).GetConstructor([array])!, Expression.Convert(results, array));
        MethodInfo batch = method.ReflectedType!.GetMethods().Single(m => m.Name == method.Name && m.ReturnType == typeof(void));
        _run = Expression.Lambda<Action<IOptimizable, Array[], int, int, Array>>(
            Expression.Call(method.IsStatic ? null : Expression.Convert(model, method.ReflectedType), batch, [.. spans, output]),
            model, arrays, first, count, results).Compile();
    }

    /// <summary>The name of the method.</summary>
    public string Name { get; }

    /// <summary>Computes the results of some examples, one after the other.</summary>
    public void Run(IOptimizable model, Array[] inputs, int first, int count, Array results) => _run(model, inputs, first, count, results);

    /// <summary>Returns the results of some examples, in memory that held other numbers.</summary>
    public Array Run(IOptimizable model, Array[] inputs, int first, int count)
    {
        var results = Array.CreateInstance(_element, count * _reference(model, inputs, first).Length);
        for (int i = 0; i < results.Length; i++)
            results.SetValue(Convert.ChangeType(1e30, _element, null), i);
        Run(model, inputs, first, count, results);
        return results;
    }

    /// <summary>Returns the results of some examples, each from a call of the method as it is written.</summary>
    public Array Reference(IOptimizable model, Array[] inputs, int first, int count)
    {
        Array[] rows = [.. Enumerable.Range(first, count).Select(i => _reference(model, inputs, i))];
        var results = Array.CreateInstance(_element, rows.Sum(r => r.Length));
        int at = 0;
        foreach (Array row in rows)
        {
            row.CopyTo(results, at);
            at += row.Length;
        }

        return results;
    }
}
