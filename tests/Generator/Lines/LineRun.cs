using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using FusedOpt.Generator.Tests.Infrastructure;
using FusedOpt.Numerics.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace FusedOpt.Generator.Tests.Lines;

/// <summary>A model and its rule called element by element, step for step beside each other.</summary>
internal static class LineRun
{
    private const int Steps = 3;

    /// <summary>A project as it is generated and compiled, without an error or a warning.</summary>
    public static Assembly Load(string source)
    {
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable);
        Compilation compilation = Testbed.WithGenerated(Testbed.Compile(source, options: options));
        string problems = string.Join('\n', Testbed.Problems(compilation).Take(10));
        Assert.True(problems.Length == 0, problems);
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return Assembly.Load(stream.ToArray());
    }

    /// <summary>Describes the first difference between the model and its rule; null if none.</summary>
    /// <param name="model">The model, of arrays and matrices of floats, doubles and halves.</param>
    /// <param name="shapes">The shape of each parameter.</param>
    /// <param name="single">The rule for floats.</param>
    /// <param name="wide">The rule for doubles.</param>
    /// <param name="inputs">The values from which parameters and gradients are drawn.</param>
    public static string? Difference(
        IOptimizable model, IReadOnlyDictionary<string, ParameterShape> shapes, MethodInfo single, MethodInfo wide, Inputs inputs)
    {
        var scopes = single.GetParameters().Skip(1).Where(p => p.ParameterType.IsByRef).ToDictionary(
            p => p.Name!,
            p => p.ParameterType == typeof(double).MakeByRefType()
                ? Scope.Parameter
                : (Scope)(p.GetCustomAttribute<StateAttribute>()?.Per ?? Per.Element));
        var none = new Dictionary<string, object>();
        var narrow = new Oracle<float>(single, none, scopes);
        var doubles = new Oracle<double>(wide, none, scopes);
        int length = shapes.Values.Max(s => s.Count);
        Writer.Parameters(model, Values.Fill(length, seed: length, inputs));
        Memory expected = Memory.Of(model);
        var states = new Dictionary<string, Array[]>();
        foreach ((string name, ParameterShape shape) in shapes)
        {
            states[name] = expected.Arrays[name] is double[] ? Initial(doubles, shape) : Initial(narrow, shape);
            for (int s = 0; s < narrow.States.Count; s++)
            {
                if (expected.Arrays.ContainsKey($"{name}/{narrow.States[s]}"))
                    expected.Arrays[$"{name}/{narrow.States[s]}"] = states[name][s];
            }
        }

        for (int step = 1; step <= Steps; step++)
        {
            Writer.Gradients(model, Values.Fill(length, seed: 1000 * step + length, inputs));
            Memory before = Memory.Of(model);
            foreach ((string name, ParameterShape shape) in shapes)
            {
                if (expected.Arrays[name] is double[] parameter)
                    doubles.Step(
                        shape, parameter, [.. (double[])before.Arrays[name + "/gradient"]], states[name], step, model.LearningRate);
                else
                    Narrow(narrow, shape, expected.Arrays[name], before.Arrays[name + "/gradient"], states[name], step, model.LearningRate);
                expected.Arrays[name + "/gradient"] = before.Arrays[name + "/gradient"];
            }

            model.Step();
            if (expected.Difference(Memory.Of(model)) is { } difference)
                return $"{model.GetType().Name}, {inputs}, {string.Join(' ', shapes.Values.First())}, step {step}: {difference}";
        }

        return null;
    }

    // A half is computed as the float it is, and rounded once.
    private static void Narrow(
        Oracle<float> oracle, ParameterShape shape, Array parameter, Array gradient, Array[] states, int step, double learningRate)
    {
        float[] wide = Wide(parameter);
        oracle.Step(shape, wide, Wide(gradient), states, step, learningRate);
        for (int i = 0; i < wide.Length; i++)
            parameter.SetValue(parameter is Half[] ? (Half)wide[i] : wide[i], i);
    }

    private static float[] Wide(Array array) => array is Half[] halves ? [.. halves.Select(h => (float)h)] : [.. (float[])array];

    private static Array[] Initial<T>(Oracle<T> oracle, ParameterShape shape)
        where T : unmanaged =>
    [
        .. oracle.States.Select((state, i) =>
        {
            Array array = oracle.Scopes[i] switch
            {
                Scope.Parameter => new double[1],
                Scope.Row => new T[shape.Rows],
                Scope.Column => new T[shape.Columns],
                _ => new T[shape.Count],
            };
            for (int at = 0; at < array.Length; at++)
                array.SetValue(oracle.Initial(state), at);
            return array;
        }),
    ];
}
