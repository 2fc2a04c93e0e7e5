def test_login(client, django_user_model):
    django_user_model.objects.create_user(username='dana', password='correct horse battery staple')
    assert client.login(username='dana', password='correct horse battery staple')
