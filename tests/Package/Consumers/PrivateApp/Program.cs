Console.WriteLine($"{PrivateLibrary.Trainer.StepOnce():F3}");
