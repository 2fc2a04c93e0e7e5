FROM node
COPY .env ./
ADD [ "package.json", "config/.env.production", "/app/" ]
