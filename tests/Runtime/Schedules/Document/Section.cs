using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using FusedOpt.Schedules;

namespace FusedOpt.Runtime.Tests.Schedules.Document;

/// <summary>A section of the document: a schedule, an example with its chart, and what others call it.</summary>
/// <param name="Name">The schedule's or combinator's name.</param>
/// <param name="Comments">The comment on what it is.</param>
/// <param name="Arguments">The comment on its arguments.</param>
/// <param name="Signature">The arguments of the schedule.</param>
/// <param name="Example">The code of the example.</param>
/// <param name="Chart">The example's chart.</param>
/// <param name="PyTorch">The name in PyTorch, if there is one.</param>
/// <param name="Optax">The name in optax, if there is one.</param>
internal sealed record Section(
    string Name,
    XmlComments Comments,
    XmlComments Arguments,
    ParameterInfo[] Signature,
    string Example,
    string Chart,
    string PyTorch,
    string Optax)
{
    public static Section Of(
        ISchedule schedule, int steps, string pyTorch, string optax, [CallerArgumentExpression(nameof(schedule))] string example = "") =>
        OfType(schedule.GetType(), example, Document.Chart.Draw(schedule, steps, example), pyTorch, optax);

    public static Section OfType(Type type, string example, string chart, string pyTorch, string optax)
    {
        var arguments = new XmlComments($"M:{type.FullName}.#ctor(");
        return new(
            type.Name, new($"T:{type.FullName}"), arguments, type.GetConstructors()[0].GetParameters(), example, chart, pyTorch, optax);
    }

    public static Section OfCombinator(
        string name,
        ISchedule schedule,
        int steps,
        string pyTorch,
        string optax,
        [CallerArgumentExpression(nameof(schedule))] string example = "")
    {
        var comments = new XmlComments($"M:{typeof(Schedule).FullName}.{name}(");
        MethodInfo method = Array.Find(typeof(Schedule).GetMethods(), m => m.Name == name)!;
        return new(
            name, comments, comments, method.GetParameters()[1..], example, Document.Chart.Draw(schedule, steps, example), pyTorch, optax);
    }
}
